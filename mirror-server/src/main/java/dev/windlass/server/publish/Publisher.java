package dev.windlass.server.publish;

import dev.windlass.server.store.Releases;
import dev.windlass.server.store.StreamPointer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the current {@link Publication} and follows the streams' pointers, whoever moves them: a
 * new view is built beside the old one, which serves until the swap. Reading a handful of small
 * files a second is cheaper than it sounds, and works on every file system.
 */
public final class Publisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  private final Releases releases;
  private final Activation activation;
  private final Health health;
  private final Duration interval;
  private final AtomicReference<Publication> current;
  private @Nullable List<StreamPointer> seen;
  private @Nullable Thread follower;

  /**
   * @param interval time between two looks at the pointers
   */
  public Publisher(Releases releases, Activation activation, Health health, Duration interval)
      throws IOException {
    this.current = new AtomicReference<>(activation.build(List.of()));
    this.releases = releases;
    this.activation = activation;
    this.health = health;
    this.interval = interval;
  }

  public Publication current() {
    return current.get();
  }

  /** Publishes what is current now, then follows. */
  public void start() {
    refresh();
    follower = Thread.ofVirtual().name("publisher").start(this::follow);
  }

  private void follow() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(interval);
      } catch (InterruptedException e) {
        return;
      }
      refresh();
    }
  }

  /** Looks at the pointers once. A failure keeps the old view and makes the server unready. */
  private void refresh() {
    try {
      List<StreamPointer> states = releases.streams();
      if (states.equals(seen)) {
        return;
      }
      Publication next = activation.build(releases.current());
      current.set(next);
      seen = states;
      health.problem(Optional.empty());
      LOG.atInfo()
          .addKeyValue("streams", states.size())
          .addKeyValue("entries", next.releases().stream().mapToLong(each -> each.entries()).sum())
          .addKeyValue("millis", next.took().toMillis())
          .log("releases published");
    } catch (IOException | RuntimeException e) {
      LOG.atError().setCause(e).log("the current releases cannot be published");
      health.problem(Optional.of("the current releases cannot be published; see the log"));
    }
  }

  @Override
  public void close() {
    if (follower != null) {
      follower.interrupt();
    }
  }
}
