package dev.windlass.benchmarks;

import dev.windlass.benchmarks.input.LowSide;
import dev.windlass.benchmarks.measure.Contender;
import dev.windlass.benchmarks.measure.ProcessMeter;
import dev.windlass.benchmarks.measure.Rounds;
import dev.windlass.benchmarks.measure.Series;
import dev.windlass.benchmarks.measure.Tree;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Where benchmarks work: a directory that is deleted on close, the programs, the meter. */
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
    Path directory = Files.createTempDirectory(parent, "windlass-bench-");
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> abandon(directory)));
    return new Workshop(directory, scale);
  }

  /** At the end of this process, however it ends: nothing that it started or wrote stays. */
  private static void abandon(Path directory) {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
    for (int tries = 0; tries < 5 && Files.exists(directory); tries++) {
      try {
        Tree.delete(directory);
      } catch (IOException e) {
        // somebody was still writing
      }
    }
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

  /** A new and empty directory, whose name begins with {@code name}. */
  Path directory(String name) throws IOException {
    return Files.createTempDirectory(directory, name + "-");
  }

  /** A low side in a directory of its own. */
  LowSide lowSide() throws IOException, InterruptedException {
    return LowSide.create(directory("low"), programs);
  }

  /** A data directory of the server, which trusts the low side. */
  void trust(Path data, LowSide side) throws IOException, InterruptedException {
    programs.mirrorServer(data, "trust", "init", side.policy().toString()).run().orThrow();
  }

  /** Runs the contenders in turn, after a round that is not counted. */
  List<Series> compare(Rounds.Output output, Contender... contenders)
      throws IOException, InterruptedException {
    return compare(new Rounds.Plan(scale.rounds(), true, output), contenders);
  }

  /** Runs the contenders in turn. */
  List<Series> compare(Rounds.Plan plan, Contender... contenders)
      throws IOException, InterruptedException {
    return new Rounds(plan, directory, meter).run(Arrays.asList(contenders));
  }

  /** A floor that reads {@code arguments} and writes into the output. */
  Contender floor(String name, String... arguments) {
    return new Contender(
        "floor", output -> meter.run(programs.floor(name).with(arguments).with(output.toString())));
  }

  @Override
  public void close() throws IOException {
    Tree.delete(directory);
  }
}
