package dev.windlass.builder.fetch.http;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Time and chance, given from outside so that tests neither wait nor guess. */
public interface Pacing {
  Clock clock();

  /** Called by many threads. */
  RandomGenerator random();

  void sleep(Duration pause) throws InterruptedException;

  /** The machine's clock, random numbers and real sleep. */
  static Pacing real() {
    return new Pacing() {
      @Override
      public Clock clock() {
        return Clock.systemUTC();
      }

      @Override
      public RandomGenerator random() {
        return ThreadLocalRandom.current();
      }

      @Override
      public void sleep(Duration pause) throws InterruptedException {
        Thread.sleep(pause);
      }
    };
  }
}
