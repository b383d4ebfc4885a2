package dev.windlass.server.intake;

import dev.windlass.server.store.DataDirectory;
import dev.windlass.server.store.HeldRelease;
import dev.windlass.server.store.LocalBlobs;
import dev.windlass.server.store.Releases;
import dev.windlass.server.store.StreamPointer;
import dev.windlass.signing.trust.StreamState;
import dev.windlass.signing.verify.VerifiedBundle;
import dev.windlass.spec.content.BlobTable;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.FileSystemSync;
import dev.windlass.spec.coordinates.Kind;
import dev.windlass.spec.volume.BundleHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Step 12. Every part of it can be done again: blobs are moved before the release names them, the
 * release is in place before the pointer names it, and the pointer's rename alone publishes.
 */
final class Publishing {
  private final DataDirectory data;
  private final Releases releases;
  private final LocalBlobs store;
  private final IntakeListener listener;

  Publishing(DataDirectory data, LocalBlobs store, IntakeListener listener) {
    this.data = data;
    this.releases = new Releases(data);
    this.store = store;
    this.listener = listener;
  }

  Outcome.Published publish(
      Session session,
      VerifiedBundle bundle,
      StreamState accepted,
      BlobTable carried,
      SortedMap<Kind, HeldRelease.Totals> totals,
      Instant now)
      throws IOException {
    BundleHeader header = session.header();
    BlobTable moved = store.adoptSegments(session.staged());
    long blobs = 0;
    long bytes = 0;
    for (int row = 0; row < carried.rows(); row++) {
      Digest digest = carried.digest(row);
      if (moved.contains(digest)) {
        blobs++;
        bytes += carried.value(row);
      } else if (session.staged().has(digest)) {
        store.adopt(session.staged().path(digest), digest);
        blobs++;
        bytes += carried.value(row);
      } else if (!store.has(digest)) {
        throw new IOException(
            digest
                + " has vanished; delete the bundle's directory in "
                + data.incoming()
                + " and import again");
      }
    }
    listener.reached(Step.BLOBS_MOVED);
    HeldRelease release =
        new HeldRelease(
            header.stream(),
            header.sequence(),
            session.release(),
            header.release(),
            header.marking(),
            header.created(),
            now,
            totals,
            false);
    release.write();
    FileSystemSync.sync(data.root());
    listener.reached(Step.SYNCED);
    releases.add(session.release(), header.stream(), header.sequence());
    listener.reached(Step.RELEASE_PLACED);
    HeldRelease placed = point(bundle, accepted, now);
    listener.reached(Step.PUBLISHED);
    session.delete();
    listener.reached(Step.CLEANED);
    return new Outcome.Published(placed, blobs, bytes);
  }

  /** Whether a killed import got as far as placing this bundle's release. */
  boolean placed(VerifiedBundle bundle) throws IOException {
    Optional<HeldRelease> release =
        releases.release(bundle.header().stream(), bundle.header().sequence());
    return release.isPresent()
        && java.util.Arrays.equals(
            Files.readAllBytes(release.get().directory().resolve(BundleHeader.NAME)),
            bundle.header().encode());
  }

  /** Moves the pointer to the release that is in place. */
  HeldRelease point(VerifiedBundle bundle, StreamState accepted, Instant now) throws IOException {
    BundleHeader header = bundle.header();
    HeldRelease placed =
        releases
            .release(header.stream(), header.sequence())
            .orElseThrow(() -> new IOException("the release's directory has vanished"));
    releases.point(
        new StreamPointer(
            header.stream(),
            header.sequence(),
            header.release(),
            header.sequence(),
            accepted.bundle(),
            accepted.attested(),
            now));
    return placed;
  }
}
