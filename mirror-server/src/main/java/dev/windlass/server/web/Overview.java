package dev.windlass.server.web;

import dev.windlass.server.demand.Demand;
import dev.windlass.server.store.HeldRelease;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the pages show, read anew for every page. */
public interface Overview {
  /** The releases that are served. */
  List<HeldRelease> releases();

  /** What was asked for in vain, in no order. */
  List<Demand> demand();

  /** Bundles of which something is still missing. */
  List<Waiting> waiting();

  /** What is wrong, for people; empty if all is well. */
  Optional<String> trouble();

  /** Reading needs a token. */
  boolean restricted();

  /**
   * @param missing what has not come yet
   */
  record Waiting(String stream, long sequence, String missing, Instant since) {}
}
