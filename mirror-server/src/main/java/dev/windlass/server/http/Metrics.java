package dev.windlass.server.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/**
 * Counters and gauges in Prometheus' text format. A metric's full name includes its labels, for
 * instance {@code windlass_http_requests_total{protocol="npm",status="200"}}.
 */
public final class Metrics {
  private final ConcurrentMap<String, LongAdder> counters = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, DoubleSupplier> gauges = new ConcurrentHashMap<>();

  /** The counter of that name; keep it where it is used often. */
  public LongAdder counter(String name) {
    return counters.computeIfAbsent(name, key -> new LongAdder());
  }

  /** Reads the value whenever the metrics are asked for. */
  public void gauge(String name, DoubleSupplier value) {
    gauges.put(name, value);
  }

  /** Everything, sorted by name. */
  public String text() {
    Map<String, String> lines = new TreeMap<>();
    counters.forEach((name, value) -> lines.put(name, String.valueOf(value.sum())));
    gauges.forEach((name, value) -> lines.put(name, number(value.getAsDouble())));
    StringBuilder out = new StringBuilder();
    String family = "";
    for (var line : lines.entrySet()) {
      int brace = line.getKey().indexOf('{');
      String name = brace < 0 ? line.getKey() : line.getKey().substring(0, brace);
      if (!name.equals(family)) {
        family = name;
        String type = counters.containsKey(line.getKey()) ? "counter" : "gauge";
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
      }
      out.append(line.getKey()).append(' ').append(line.getValue()).append('\n');
    }
    return out.toString();
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }
}
