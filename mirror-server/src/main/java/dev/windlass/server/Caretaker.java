package dev.windlass.server;

import dev.windlass.server.config.ServerConfig;
import dev.windlass.server.demand.DemandCounter;
import dev.windlass.server.publish.Health;
import dev.windlass.server.store.Pace;
import dev.windlass.server.store.RottenBlobs;
import dev.windlass.server.store.Scrub;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a running server does besides serving: saves the demand, checks the store for bit rot. */
final class Caretaker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Caretaker.class);
  private static final Duration SAVE_EVERY = Duration.ofSeconds(15);

  private final ServerConfig config;
  private final Scrub scrub;
  private final RottenBlobs rotten;
  private final Health health;
  private final DemandCounter demand;
  private final AtomicLong checked = new AtomicLong();
  private volatile boolean stopped;
  private @Nullable Thread saver;
  private @Nullable Thread scrubber;

  Caretaker(
      ServerConfig config, Scrub scrub, RottenBlobs rotten, Health health, DemandCounter demand) {
    this.config = config;
    this.scrub = scrub;
    this.rotten = rotten;
    this.health = health;
    this.demand = demand;
  }

  void start() throws IOException {
    rotten.outOfService().forEach(health::unavailable);
    saver = Thread.ofVirtual().name("demand").start(() -> repeat(SAVE_EVERY, demand::save));
    if (config.scrubRate() > 0) {
      // A platform thread of its own: it reads files for hours.
      scrubber =
          Thread.ofPlatform()
              .name("scrub")
              .daemon()
              .start(() -> repeat(config.scrubEvery(), this::check));
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private void repeat(Duration pause, Work work) {
    while (!stopped) {
      try {
        work.run();
      } catch (IOException | RuntimeException e) {
        LOG.atError().setCause(e).log("background work failed; it will be tried again");
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void check() throws IOException {
    Scrub.Result result = scrub.run(Pace.of(config.scrubRate()), () -> stopped);
    checked.addAndGet(result.checked());
    result.outOfService().forEach(health::unavailable);
  }

  /** Blobs that were checked since the start. */
  long checked() {
    return checked.get();
  }

  @Override
  public void close() throws IOException {
    stopped = true;
    if (saver != null) {
      saver.interrupt();
    }
    if (scrubber != null) {
      scrubber.interrupt();
    }
    demand.save();
  }
}
