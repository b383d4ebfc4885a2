package dev.windlass.builder.fetch.http;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How many requests are under way, to each host and overall, and until when a host asked to be left
 * alone. Safe for many threads.
 */
final class HostLimits {
  private final int perHost;
  private final Semaphore overall;
  private final Pacing pacing;
  private final ConcurrentHashMap<String, Host> hosts = new ConcurrentHashMap<>();

  private static final class Host {
    private final Semaphore permits;
    private final AtomicReference<Instant> closedUntil = new AtomicReference<>(Instant.EPOCH);

    Host(int permits) {
      this.permits = new Semaphore(permits);
    }
  }

  HostLimits(HttpSettings settings, Pacing pacing) {
    this.perHost = settings.perHost();
    this.overall = new Semaphore(settings.overall());
    this.pacing = pacing;
  }

  /** A place among the requests under way. */
  interface Permit extends AutoCloseable {
    @Override
    void close();
  }

  /** Waits for a place; the host's first, so that a slow host does not fill the overall ones. */
  Permit acquire(String hostAndPort) throws InterruptedException {
    Host host = host(hostAndPort);
    host.permits.acquire();
    try {
      awaitOpen(host);
      overall.acquire();
    } catch (InterruptedException e) {
      host.permits.release();
      throw e;
    }
    return () -> {
      overall.release();
      host.permits.release();
    };
  }

  private void awaitOpen(Host host) throws InterruptedException {
    Duration left = Duration.between(pacing.clock().instant(), host.closedUntil.get());
    if (left.isPositive()) {
      pacing.sleep(left);
    }
  }

  /** The host asked for a pause: requests that have not begun wait too. */
  void holdOff(String hostAndPort, Duration pause) {
    Instant until = pacing.clock().instant().plus(pause);
    host(hostAndPort)
        .closedUntil
        .accumulateAndGet(until, (left, right) -> left.isAfter(right) ? left : right);
  }

  private Host host(String hostAndPort) {
    return hosts.computeIfAbsent(hostAndPort, _ -> new Host(perHost));
  }
}
