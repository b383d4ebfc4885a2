package dev.windlass.signing.officer.cli;

import dev.windlass.signing.keys.KeyException;
import dev.windlass.spec.RefusedException;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import picocli.CommandLine;

/**
 * Entry point of {@code bundle-verify}. Exit codes: 0 ok, 1 failure or incomplete, 2 usage, 3
 * refused.
 */
@CommandLine.Command(
    name = "bundle-verify",
    description = "Checks bundles at the gap. Opens no network connection.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    version = "bundle-verify 0.1.0")
public final class Main implements Runnable {
  static final int OK = 0;
  static final int FAILURE = 1;
  static final int REFUSED = 3;

  private @CommandLine.Spec CommandLine.Model.CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(commandLine(Clock.systemUTC(), isTerminal()).execute(arguments));
  }

  @SuppressWarnings("SystemConsoleNull") // java.base's own console still answers null elsewhere
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** The program, writing to the command line's own streams. */
  static CommandLine commandLine(Clock clock, boolean terminal) {
    return new CommandLine(new Main())
        .addSubcommand(new VerifyCommand(clock, terminal))
        .addSubcommand(new ShowCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((e, commandLine, _) -> report(e, commandLine.getErr()));
  }

  private static int report(Exception failure, PrintWriter err) throws Exception {
    switch (failure) {
      case RefusedException e -> {
        err.println("bundle-verify: " + e.getMessage());
        return REFUSED;
      }
      case NoSuchFileException e ->
          err.println("bundle-verify: " + e.getFile() + " is not there, or went away");
      case IOException e -> err.println("bundle-verify: tried to read or write, but " + e);
      case KeyException e -> err.println("bundle-verify: " + e.getMessage());
      default -> throw failure;
    }
    return FAILURE;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "name a command");
  }
}
