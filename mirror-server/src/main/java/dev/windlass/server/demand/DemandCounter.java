package dev.windlass.server.demand;

import dev.windlass.spec.coordinates.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Counts demand that could not be met. Many threads; bounded, since clients decide what they ask.
 */
public final class DemandCounter {
  private static final int MAX_ENTRIES = 100_000;

  private record Key(Kind kind, String wanted) {}

  private final Path file;
  private final Clock clock;
  private final ConcurrentMap<Key, Demand> demands = new ConcurrentHashMap<>();
  private final AtomicBoolean changed = new AtomicBoolean();

  private DemandCounter(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /** Goes on from what the file holds. */
  public static DemandCounter open(Path file, Clock clock) throws IOException {
    DemandCounter counter = new DemandCounter(file, clock);
    for (Demand demand : DemandFile.read(file)) {
      counter.demands.put(new Key(demand.kind(), demand.wanted()), demand);
    }
    return counter;
  }

  public void note(Kind kind, String wanted) {
    if (wanted.length() > Demand.MAX_LENGTH) {
      return;
    }
    Key key = new Key(kind, wanted);
    if (demands.size() >= MAX_ENTRIES && !demands.containsKey(key)) {
      return;
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    demands.merge(key, new Demand(kind, wanted, 1, now, now), (old, one) -> old.again(now));
    changed.set(true);
  }

  /** Everything counted so far. */
  public List<Demand> all() {
    return List.copyOf(demands.values());
  }

  /** Writes the counts if any changed. */
  public void save() throws IOException {
    if (changed.getAndSet(false)) {
      DemandFile.write(file, demands.values());
    }
  }
}
