package dev.windlass.benchmarks.measure;

import java.util.Arrays;

/** The middle value. */
public final class Median {
  private Median() {}

  /** Of an even number of values the mean of the two in the middle; of none 0. */
  public static double of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    if (sorted.length == 0) {
      return 0;
    }
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
