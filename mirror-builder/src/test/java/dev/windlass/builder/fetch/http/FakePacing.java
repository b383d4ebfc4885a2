package dev.windlass.builder.fetch.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/** Time that passes only by sleeping, at once. */
final class FakePacing implements Pacing {
  static final Instant START = Instant.parse("2026-11-24T06:00:00Z");

  final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private final Random random = new Random(7);
  private volatile Instant now = START;

  @Override
  public Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public synchronized void sleep(Duration pause) {
    pauses.add(pause);
    now = now.plus(pause);
  }
}
