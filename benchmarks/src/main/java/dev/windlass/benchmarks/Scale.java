package dev.windlass.benchmarks;

import java.util.Locale;

/**
 * How much work a run does.
 *
 * @param rounds counted rounds
 * @param largeFiles number of large files
 * @param largeSize bytes of each
 * @param smallFiles number of small files, of 1 to 32 KB
 * @param packages npm-like artifacts
 * @param memoryBytes the larger of the two bundles whose memory is compared
 * @param serveSeconds of load on a server in each round
 */
public record Scale(
    int rounds,
    int largeFiles,
    long largeSize,
    int smallFiles,
    int packages,
    long memoryBytes,
    int serveSeconds) {
  /** A few minutes in all. */
  static final Scale SMALL = new Scale(3, 20, 30_000_000, 10_000, 20_000, 1_000_000_000, 3);

  /** What the published figures are made with. */
  static final Scale FULL = new Scale(5, 64, 32_000_000, 40_000, 200_000, 10_000_000_000L, 5);

  static Scale named(String name) {
    return switch (name) {
      case "small" -> SMALL;
      case "full" -> FULL;
      default -> throw new IllegalArgumentException("scale " + name + " is not small or full");
    };
  }

  Scale withRounds(int other) {
    return new Scale(other, largeFiles, largeSize, smallFiles, packages, memoryBytes, serveSeconds);
  }

  public String large() {
    return String.format(Locale.ROOT, "%d × %.0f MB", largeFiles, largeSize / 1e6);
  }

  public String small() {
    return small(smallFiles);
  }

  static String small(int count) {
    return String.format(Locale.ROOT, "%,d × 1–32 KB", count);
  }
}
