package dev.windlass.benchmarks.measure;

/**
 * One run of a whole process.
 *
 * @param seconds on the wall
 * @param cpuSeconds user and system, of the process and what it waited for
 * @param rssBytes largest resident set
 */
public record Sample(double seconds, double cpuSeconds, long rssBytes) {
  /** Both, one after the other. */
  public Sample then(Sample next) {
    return new Sample(
        seconds + next.seconds, cpuSeconds + next.cpuSeconds, Math.max(rssBytes, next.rssBytes));
  }

  /** With more time on the wall, such as that of a sync. */
  public Sample plus(double more) {
    return new Sample(seconds + more, cpuSeconds, rssBytes);
  }
}
