package dev.windlass.acceptance.demo;

import dev.windlass.acceptance.process.Command;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/** Tells the story: each step with a number, the command as a user would type it, and its time. */
final class Narrator {
  private static final int LINES = 14;

  private final PrintStream out;
  private final Instant start = Instant.now();
  private int steps;

  Narrator(PrintStream out) {
    this.out = out;
  }

  void step(String what) {
    steps++;
    out.printf("%n%d. %s%n", steps, what);
  }

  void say(String text) {
    text.lines().forEach(line -> out.println("   " + line));
  }

  /** Runs a command that must end with {@code exit}, and shows the end of what it printed. */
  Command.Result run(int exit, Command command) throws IOException, InterruptedException {
    out.println("   $ " + shown(command));
    Instant begin = Instant.now();
    Command.Result result = command.run();
    String[] lines = result.text().strip().split("\n", -1);
    if (lines.length > LINES) {
      out.println("   | … " + (lines.length - LINES) + " lines before");
    }
    for (int i = Math.max(0, lines.length - LINES); i < lines.length; i++) {
      out.println("   | " + lines[i]);
    }
    out.printf("   (exit %d, %s)%n", result.exit(), seconds(begin));
    if (result.exit() != exit) {
      throw new DemoException(shown(command) + " ended with " + result.exit() + ", not " + exit);
    }
    return result;
  }

  void total() {
    out.printf("%nThe whole way took %s.%n", seconds(start));
  }

  private static String seconds(Instant begin) {
    return "%.1f s".formatted(Duration.between(begin, Instant.now()).toMillis() / 1000.0);
  }

  private static String shown(Command command) {
    String program = command.line().getFirst();
    return program.substring(program.lastIndexOf('/') + 1)
        + command.line().stream().skip(1).map(word -> " " + word).reduce("", String::concat);
  }
}
