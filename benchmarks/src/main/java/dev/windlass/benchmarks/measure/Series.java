package dev.windlass.benchmarks.measure;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The counted runs of one contender. */
public record Series(String name, List<Sample> samples) implements Reading {
  public Series {
    samples = List.copyOf(samples);
  }

  public double seconds() {
    return median(Sample::seconds);
  }

  public double cpuSeconds() {
    return median(Sample::cpuSeconds);
  }

  /** The largest of all runs, in MB of 1,000,000 bytes. */
  public double rssMegabytes() {
    return samples.stream().mapToLong(Sample::rssBytes).max().orElse(0) / 1e6;
  }

  private double median(ToDoubleFunction<Sample> value) {
    return Median.of(samples.stream().mapToDouble(value).toArray());
  }

  @Override
  public String text() {
    return String.format(
        Locale.ROOT,
        "%s: %.2f s (%.2f–%.2f), %.2f CPU s, %.0f MB",
        name,
        seconds(),
        samples.stream().mapToDouble(Sample::seconds).min().orElse(0),
        samples.stream().mapToDouble(Sample::seconds).max().orElse(0),
        cpuSeconds(),
        rssMegabytes());
  }

  @Override
  public SortedMap<String, Double> numbers() {
    SortedMap<String, Double> numbers = new TreeMap<>();
    numbers.put("seconds", seconds());
    numbers.put("cpuSeconds", cpuSeconds());
    numbers.put("rssMegabytes", rssMegabytes());
    return numbers;
  }
}
