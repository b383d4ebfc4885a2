package dev.windlass.server;

import dev.windlass.server.demand.Demand;
import dev.windlass.server.store.HeldRelease;
import dev.windlass.server.web.Overview;
import java.util.List;
import java.util.Optional;

/** What the pages show, of the running server. */
final class LiveOverview implements Overview {
  private final MirrorServer server;

  LiveOverview(MirrorServer server) {
    this.server = server;
  }

  @Override
  public List<HeldRelease> releases() {
    return server.publisher().current().releases();
  }

  @Override
  public List<Demand> demand() {
    return server.demand().all();
  }

  @Override
  public List<Waiting> waiting() {
    return server.waiting().stream()
        .map(bundle ->
            new Waiting(
                bundle.stream(),
                bundle.sequence(),
                bundle.missing().isEmpty()
                    ? "its import was interrupted; run it again"
                    : "volumes " + bundle.missing() + " are missing",
                bundle.since()))
        .toList();
  }

  @Override
  public Optional<String> trouble() {
    int unavailable = server.health().unavailableCount();
    return unavailable == 0
        ? Optional.empty()
        : Optional.of(
            unavailable
                + " blobs of the current releases are out of service: their bytes changed in the"
                + " store. Import a bundle that carries them.");
  }

  @Override
  public boolean restricted() {
    return server.config().restricted();
  }
}
