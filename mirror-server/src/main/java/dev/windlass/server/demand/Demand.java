package dev.windlass.server.demand;

import dev.windlass.spec.coordinates.Kind;
import java.time.Instant;

/**
 * One artifact that was asked for in vain.
 *
 * @param wanted the coordinate as a mirror list would ask for it
 * @param count how often
 */
public record Demand(Kind kind, String wanted, long count, Instant first, Instant last) {
  /** Longest coordinate that is noted. */
  public static final int MAX_LENGTH = 512;

  Demand again(Instant now) {
    return new Demand(kind, wanted, count + 1, first, now);
  }
}
