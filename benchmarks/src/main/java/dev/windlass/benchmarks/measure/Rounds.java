package dev.windlass.benchmarks.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs contenders in turn, so that whatever else the machine does meets all of them alike. */
public final class Rounds {
  private final int count;
  private final ProcessMeter meter;

  public Rounds(int count, ProcessMeter meter) {
    this.count = count;
    this.meter = meter;
  }

  /**
   * One round that fills caches and is not counted, then the counted ones. Each run begins with
   * nothing left to be written.
   *
   * @return a series a contender, in their order
   */
  public List<Series> run(List<Contender> contenders) throws IOException, InterruptedException {
    List<List<Sample>> samples = new ArrayList<>();
    contenders.forEach(_ -> samples.add(new ArrayList<>()));
    for (int round = 0; round <= count; round++) {
      for (int i = 0; i < contenders.size(); i++) {
        meter.sync();
        try {
          Sample sample = contenders.get(i).work().run();
          if (round > 0) {
            samples.get(i).add(sample);
          }
        } finally {
          contenders.get(i).cleanUp().run();
        }
      }
    }
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < contenders.size(); i++) {
      series.add(new Series(contenders.get(i).name(), samples.get(i)));
    }
    return series;
  }
}
