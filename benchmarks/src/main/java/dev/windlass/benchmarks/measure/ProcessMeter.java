package dev.windlass.benchmarks.measure;

import dev.windlass.acceptance.process.Command;
import dev.windlass.benchmarks.Tools;
import dev.windlass.spec.content.FileSystemSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures whole processes with GNU {@code time}, whose figures are the kernel's own ({@code
 * wait4}). The clock on the wall runs from before the start until after the end.
 */
public final class ProcessMeter {
  private final Path directory;

  /**
   * @param directory where the figures pass through, and whose file system is synced
   */
  public ProcessMeter(Path directory) {
    this.directory = directory;
  }

  /** Runs a command that must end well. */
  public Sample run(Command command) throws IOException, InterruptedException {
    Path figures = Files.createTempFile(directory, "time-", ".txt");
    try {
      List<String> time =
          List.of(
              Tools.path("time").toString(), "--quiet", "--format=%U %S %M", "--output=" + figures);
      long begin = System.nanoTime();
      Command.Result result = command.after(time).run();
      double seconds = (System.nanoTime() - begin) / 1e9;
      result.orThrow();
      String[] words = Files.readString(figures).strip().split(" ", -1);
      return new Sample(
          seconds,
          Double.parseDouble(words[0]) + Double.parseDouble(words[1]),
          Long.parseLong(words[2]) * 1024);
    } finally {
      Files.deleteIfExists(figures);
    }
  }

  /** Forces the file system to the medium, and says how many seconds that took. */
  public double sync() throws IOException {
    long begin = System.nanoTime();
    FileSystemSync.sync(directory);
    return (System.nanoTime() - begin) / 1e9;
  }
}
