package dev.windlass.builder.progress;

import java.util.Locale;

/**
 * Bytes over time: how many, how fast lately, and when they will be done. Safe for many threads.
 */
final class Meter {
  private static final double REMEMBERED_SECONDS = 10;

  private long expected;
  private long arrived;
  private double rate;
  private long markedBytes;
  private long markedNanos;

  Meter(long nanos) {
    markedNanos = nanos;
  }

  synchronized void expect(long bytes) {
    expected += bytes;
  }

  synchronized void add(long bytes) {
    arrived += bytes;
  }

  /** One short text: {@code 1.2 of 3.4 GB, 45.0 MB/s, 0:49 left}. */
  synchronized String text(long nanos) {
    double seconds = (nanos - markedNanos) / 1e9;
    if (seconds > 0.1) {
      double latest = (arrived - markedBytes) / seconds;
      double weight = Math.min(1, seconds / REMEMBERED_SECONDS);
      rate = rate == 0 ? latest : rate * (1 - weight) + latest * weight;
      markedBytes = arrived;
      markedNanos = nanos;
    }
    StringBuilder text = new StringBuilder(Bytes.text(arrived));
    if (expected > arrived) {
      text.append(" of ").append(Bytes.text(expected));
    }
    if (rate >= 1) {
      text.append(", ").append(Bytes.text((long) rate)).append("/s");
      if (expected > arrived) {
        long left = Math.round((expected - arrived) / rate);
        text.append(String.format(Locale.ROOT, ", %d:%02d left", left / 60, left % 60));
      }
    }
    return text.toString();
  }
}
