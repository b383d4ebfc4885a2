package dev.windlass.acceptance.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A command line with its environment, to run once or several times. Immutable.
 *
 * @param environment set on top of the inherited one; an empty value removes the variable
 */
public record Command(
    List<String> line, Map<String, String> environment, Optional<Path> directory) {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  public Command {
    line = List.copyOf(line);
    environment = Map.copyOf(environment);
  }

  public static Command of(String... line) {
    return new Command(List.of(line), Map.of(), Optional.empty());
  }

  /** With more arguments at the end. */
  public Command with(String... arguments) {
    List<String> longer = new ArrayList<>(line);
    longer.addAll(Arrays.asList(arguments));
    return new Command(longer, environment, directory);
  }

  /** With another program before it, such as {@code ip netns exec NAME}. */
  public Command after(List<String> prefix) {
    List<String> longer = new ArrayList<>(prefix);
    longer.addAll(line);
    return new Command(longer, environment, directory);
  }

  public Command env(String name, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(name, value);
    return new Command(line, more, directory);
  }

  public Command in(Path workingDirectory) {
    return new Command(line, environment, Optional.of(workingDirectory));
  }

  /** What a finished command left. */
  public record Result(Command command, int exit, String out, String err) {
    /** Throws with everything that was said, unless the command ended well. */
    public Result orThrow() {
      if (exit != 0) {
        throw new IllegalStateException(
            String.join(" ", command.line()) + " ended with " + exit + "\n" + out + err);
      }
      return this;
    }

    /** Output and errors, as a person would have seen them. */
    public String text() {
      return out + err;
    }
  }

  /** Runs to the end, ten minutes at most, and collects what it printed. */
  public Result run() throws IOException, InterruptedException {
    Process process = start();
    process.getOutputStream().close();
    try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
      var out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()), readers);
      var err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), readers);
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new IOException(String.join(" ", line) + " did not end within " + PATIENCE);
      }
      return new Result(this, process.exitValue(), out.join(), err.join());
    }
  }

  /** Starts it and leaves it to the caller, who ends it. */
  public Process start() throws IOException {
    return builder().start();
  }

  /** Starts it with output and errors appended to a file. */
  public Process start(Path log) throws IOException {
    return builder()
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private ProcessBuilder builder() {
    ProcessBuilder builder = new ProcessBuilder(line);
    environment.forEach((name, value) -> {
      if (value.isEmpty()) {
        builder.environment().remove(name);
      } else {
        builder.environment().put(name, value);
      }
    });
    directory.ifPresent(path -> builder.directory(path.toFile()));
    return builder;
  }

  private static String text(InputStream in) {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
