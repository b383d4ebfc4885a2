package dev.windlass.server.store;

import java.util.concurrent.locks.LockSupport;

/** Slows reading down to a rate, so that checking the store does not starve its readers. */
@FunctionalInterface
public interface Pace {
  /** As fast as the medium allows. */
  Pace FULL = bytes -> {};

  /** Called after each piece of reading; returns when the next may start. */
  void after(long bytes);

  /** At most so many bytes a second on average; one thread. */
  static Pace of(long bytesPerSecond) {
    return new Pace() {
      private long free = System.nanoTime();

      @Override
      public void after(long bytes) {
        long now = System.nanoTime();
        free = Math.max(free, now) + nanos(bytes);
        if (free > now) {
          LockSupport.parkNanos(free - now);
        }
      }

      private long nanos(long bytes) {
        return (long) (bytes * 1e9 / bytesPerSecond);
      }
    };
  }
}
