package dev.windlass.server.intake;

import dev.windlass.server.store.HeldRelease;
import dev.windlass.server.store.Releases;
import dev.windlass.server.store.StreamPointer;
import dev.windlass.signing.trust.ChainState;
import dev.windlass.signing.trust.StreamState;
import dev.windlass.signing.verify.HeldReleases;
import dev.windlass.spec.catalogue.ReleaseId;
import dev.windlass.spec.content.BlobStore;
import java.io.IOException;

/** What the verifier asks of the store: how far each stream has come, and what is held. */
final class Chain implements HeldReleases {
  private final Releases releases;
  private final BlobStore store;

  Chain(Releases releases, BlobStore store) {
    this.releases = releases;
    this.store = store;
  }

  /** The state of all streams, read from their pointers. */
  ChainState state() throws IOException {
    ChainState state = ChainState.EMPTY;
    for (StreamPointer pointer : releases.streams()) {
      ReleaseId accepted =
          releases
              .release(pointer.stream(), pointer.accepted())
              .map(HeldRelease::release)
              .orElse(pointer.release());
      state =
          state.with(
              pointer.stream(),
              new StreamState(pointer.accepted(), pointer.bundle(), accepted, pointer.attested()));
    }
    return state;
  }

  @Override
  public Holding find(ReleaseId release) throws IOException {
    for (HeldRelease held : releases.held()) {
      if (held.release().equals(release)) {
        return new Holding.Complete(digest -> {
          try {
            return store.has(digest);
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
      }
    }
    return new Holding.Absent();
  }
}
