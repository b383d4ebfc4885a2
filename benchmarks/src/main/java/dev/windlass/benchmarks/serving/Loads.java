package dev.windlass.benchmarks.serving;

import dev.windlass.benchmarks.measure.Median;
import dev.windlass.benchmarks.measure.Reading;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The counted loads of one server. */
public record Loads(String name, Unit unit, List<Wrk.Load> loads) implements Reading {
  /** What counts. */
  public enum Unit {
    REQUESTS,
    BYTES
  }

  public Loads {
    loads = List.copyOf(loads);
  }

  /** Requests or bytes a second. */
  public double rate() {
    return switch (unit) {
      case REQUESTS -> median(Wrk.Load::requestsPerSecond);
      case BYTES -> median(Wrk.Load::bytesPerSecond);
    };
  }

  /** The server's processor seconds for each request or byte. */
  public double cpu() {
    return switch (unit) {
      case REQUESTS -> median(Wrk.Load::cpuPerRequest);
      case BYTES -> median(Wrk.Load::cpuPerByte);
    };
  }

  private double median(ToDoubleFunction<Wrk.Load> value) {
    return Median.of(loads.stream().mapToDouble(value).toArray());
  }

  @Override
  public String text() {
    return switch (unit) {
      case REQUESTS ->
          String.format(
              Locale.ROOT,
              "%s: %,.0f/s, p99 %.2f ms, %.0f CPU µs each",
              name,
              rate(),
              median(Wrk.Load::latencyMillis),
              median(Wrk.Load::cpuPerRequest) * 1e6);
      case BYTES ->
          String.format(
              Locale.ROOT,
              "%s: %,.0f MB/s, %.2f CPU s/GB",
              name,
              rate() / 1e6,
              median(Wrk.Load::cpuPerByte) * 1e9);
    };
  }

  @Override
  public SortedMap<String, Double> numbers() {
    return new TreeMap<>(
        Map.of(
            "requestsPerSecond", median(Wrk.Load::requestsPerSecond),
            "bytesPerSecond", median(Wrk.Load::bytesPerSecond),
            "latencyMillis", median(Wrk.Load::latencyMillis),
            "cpuSecondsPerRequest", median(Wrk.Load::cpuPerRequest),
            "cpuSecondsPerGigabyte", median(Wrk.Load::cpuPerByte) * 1e9));
  }
}
