package dev.windlass.signing.officer.cli;

import java.util.Locale;

/** Sizes for people, in powers of ten as media are labelled. */
final class Sizes {
  private static final String UNITS = "kMGTP";

  private Sizes() {}

  static String text(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    while (value >= 999.5 && unit < UNITS.length() - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(
        Locale.ROOT, value < 10 ? "%.1f %cB" : "%.0f %cB", value, UNITS.charAt(unit));
  }
}
