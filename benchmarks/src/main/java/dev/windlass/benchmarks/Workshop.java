package dev.windlass.benchmarks;

import dev.windlass.benchmarks.measure.Contender;
import dev.windlass.benchmarks.measure.ProcessMeter;
import dev.windlass.benchmarks.measure.Rounds;
import dev.windlass.benchmarks.measure.Series;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where a benchmark works: a directory that is deleted on close, the programs, the meter. */
final class Workshop implements Closeable {
  private final Path directory;
  private final Scale scale;
  private final Programs programs;
  private final ProcessMeter meter;

  private Workshop(Path directory, Scale scale) throws IOException {
    this.directory = directory;
    this.scale = scale;
    this.programs = new Programs(Files.createDirectory(directory.resolve("cache")));
    this.meter = new ProcessMeter(directory);
  }

  /**
   * @param parent where to make the directory
   */
  static Workshop open(Path parent, Scale scale) throws IOException {
    return new Workshop(Files.createTempDirectory(parent, "windlass-bench-"), scale);
  }

  Scale scale() {
    return scale;
  }

  Programs programs() {
    return programs;
  }

  ProcessMeter meter() {
    return meter;
  }

  /** A path in the directory. */
  Path path(String name) {
    return directory.resolve(name);
  }

  /** A new and empty directory in place of whatever was there. */
  Path empty(String name) throws IOException {
    delete(path(name));
    return Files.createDirectories(path(name));
  }

  /** Runs the contenders in turn; on each return the first one is the product. */
  List<Series> compare(Contender... contenders) throws IOException, InterruptedException {
    return new Rounds(scale.rounds(), meter).run(Arrays.asList(contenders));
  }

  static void say(String text) {
    System.err.println(text);
  }

  static void delete(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException e) {
      // nothing to delete
    }
  }

  @Override
  public void close() throws IOException {
    delete(directory);
  }
}
