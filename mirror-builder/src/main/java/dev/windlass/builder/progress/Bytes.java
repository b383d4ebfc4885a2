package dev.windlass.builder.progress;

import java.util.List;
import java.util.Locale;

/** Counts of bytes for people, in powers of ten. */
public final class Bytes {
  private static final List<String> UNITS = List.of("kB", "MB", "GB", "TB", "PB", "EB");

  private Bytes() {}

  /** For instance {@code 12.3 MB}. */
  public static String text(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    while (value >= 999.95) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, UNITS.get(unit));
  }
}
