package dev.windlass.spec.volume;

import java.util.Locale;

/** Sizes for people. */
final class ByteCount {
  private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

  private ByteCount() {}

  /** For instance {@code 512 bytes}, {@code 12.3 MB}; decimal units, as media are sold. */
  static String text(long bytes) {
    if (bytes < 1000) {
      return bytes + " bytes";
    }
    double value = bytes;
    int unit = -1;
    while (value >= 999.95) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }
}
