package dev.windlass.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs contenders in turn, so that whatever else the machine does meets all of them alike. */
public final class Rounds {
  private final Plan plan;
  private final Path directory;
  private final ProcessMeter meter;

  /** What becomes of a run's output. */
  public enum Output {
    DELETED,
    /**
     * Left to the end of the whole run: ext4 looks at each inode that was deleted in the last
     * minutes and passes it over, so a thousand files deleted make the next thousand slow to make.
     */
    KEPT
  }

  /**
   * How often, and with what care.
   *
   * @param warmUp whether one more round comes first that fills caches and is not counted
   */
  public record Plan(int count, boolean warmUp, Output output) {}

  /**
   * @param directory where outputs go
   */
  public Rounds(Plan plan, Path directory, ProcessMeter meter) {
    this.plan = plan;
    this.directory = directory;
    this.meter = meter;
  }

  /**
   * Each run begins with nothing left to be written to the medium.
   *
   * @return a series a contender, in their order
   */
  public List<Series> run(List<Contender> contenders) throws IOException, InterruptedException {
    List<List<Sample>> samples = new ArrayList<>();
    contenders.forEach(_ -> samples.add(new ArrayList<>()));
    for (int round = plan.warmUp() ? 0 : 1; round <= plan.count(); round++) {
      for (int i = 0; i < contenders.size(); i++) {
        Sample sample = run(contenders.get(i));
        if (round > 0) {
          samples.get(i).add(sample);
        }
      }
    }
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < contenders.size(); i++) {
      series.add(new Series(contenders.get(i).name(), samples.get(i)));
    }
    return series;
  }

  private Sample run(Contender contender) throws IOException, InterruptedException {
    Path output = Files.createTempDirectory(directory, "output-");
    meter.sync();
    Sample sample = contender.work().run(output);
    if (plan.output() == Output.DELETED) {
      Tree.delete(output);
    }
    return sample;
  }
}
