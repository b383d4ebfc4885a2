package dev.windlass.server.intake;

import dev.windlass.server.store.DataDirectory;
import dev.windlass.server.store.HeldRelease;
import dev.windlass.server.store.LocalBlobs;
import dev.windlass.server.store.Releases;
import dev.windlass.server.store.StoreLock;
import dev.windlass.server.store.Trees;
import dev.windlass.signing.trust.ChainState;
import dev.windlass.signing.trust.StreamState;
import dev.windlass.signing.trust.TrustPolicy;
import dev.windlass.signing.verify.BundleVerifier;
import dev.windlass.signing.verify.MediaRoots;
import dev.windlass.signing.verify.Repeat;
import dev.windlass.signing.verify.Verdict;
import dev.windlass.signing.verify.VerifiedBundle;
import dev.windlass.signing.verify.VerifyListener;
import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.content.BlobTable;
import dev.windlass.spec.content.ContentMismatchException;
import dev.windlass.spec.coordinates.Kind;
import dev.windlass.spec.volume.BundleHeader;
import dev.windlass.spec.volume.FilesList;
import dev.windlass.spec.volume.ImageCheck;
import dev.windlass.spec.volume.VolumeNames;
import dev.windlass.spec.volume.VolumeReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/**
 * Imports bundles, volume by volume in any order. What is complete is published at once; what is
 * not waits in {@code incoming/}. One import runs at a time on a store.
 */
public final class Intake {
  private final DataDirectory data;
  private final LocalBlobs store;
  private final Releases releases;
  private final TrustPolicy policy;
  private final Clock clock;
  private final IntakeListener listener;

  public Intake(DataDirectory data, TrustPolicy policy, Clock clock, IntakeListener listener)
      throws IOException {
    this.data = data;
    this.store = data.blobs();
    this.releases = new Releases(data);
    this.policy = policy;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Takes what the directories carry of one bundle.
   *
   * @param roots directories that hold BUNDLE and one or more volumes each
   * @throws IOException if a medium or the disk fails; running the same again goes on
   * @throws RefusedException if the input is refused and no report of it can be written
   */
  public Outcome run(List<Path> roots) throws IOException {
    try (StoreLock _ = StoreLock.take(data, "import")) {
      return importing(roots);
    } catch (RefusedException e) {
      return quarantined(roots, e);
    }
  }

  /**
   * Restores blobs that the store lost from any bundle that was accepted before, whatever came
   * after it.
   */
  public Outcome repair(List<Path> roots) throws IOException {
    try (StoreLock _ = StoreLock.take(data, "import --repair")) {
      MediaRoots media = BundleVerifier.read(roots);
      for (HeldRelease release : releases.held()) {
        byte[] accepted = Files.readAllBytes(release.directory().resolve(BundleHeader.NAME));
        if (Arrays.equals(accepted, media.bundle().bytes())) {
          return repair(BundleHeader.parse(accepted), release, media);
        }
      }
      throw new IOException("no held release came from this bundle: import it without --repair");
    } catch (RefusedException e) {
      return quarantined(roots, e);
    }
  }

  /** Verifies what the directories carry and keeps nothing of it. */
  public Outcome dryRun(List<Path> roots) throws IOException {
    Chain chain = new Chain(releases, store);
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    VerifyListener progress =
        new VerifyListener() {
          @Override
          public void read(long bytes) {
            listener.read(bytes);
          }
        };
    return switch (new BundleVerifier(policy, chain, Repeat.ALLOWED, clock)
        .verify(roots, chain.state(), progress)) {
      case Verdict.Accepted(var bundle, var content) ->
          new Outcome.Good(
              bundle.header().stream(),
              bundle.header().sequence(),
              content.entries(),
              content.blobs(),
              content.blobBytes());
      case Verdict.Incomplete(var bundle, var present, var missing) ->
          new Outcome.Incomplete(
              bundle.header().stream(), bundle.header().sequence(), present, missing, now);
      case Verdict.Refused(var code, var place, var reason) ->
          quarantined(roots, new RefusedException(code, place, reason));
    };
  }

  /** A refusal stays one if the disk takes no report of it. */
  private Outcome quarantined(List<Path> roots, RefusedException refusal) {
    try {
      return new Quarantine(data, clock).record(roots, refusal);
    } catch (IOException e) {
      throw new RefusedException(
          refusal.code(),
          refusal.place(),
          refusal.reason() + "; no report of it could be written: " + e.getMessage(),
          e);
    }
  }

  private Outcome repair(BundleHeader header, HeldRelease release, MediaRoots media)
      throws IOException {
    return new Outcome.AlreadyHeld(release, new Repair(store).run(header, media));
  }

  private Outcome importing(List<Path> roots) throws IOException {
    MediaRoots media = BundleVerifier.read(roots);
    Chain chain = new Chain(releases, store);
    ChainState state = chain.state();
    BundleVerifier verifier = new BundleVerifier(policy, chain, Repeat.ALLOWED, clock);
    VerifiedBundle bundle = verifier.verifyHeader(media.bundle(), state);
    BundleVerifier.verifyRootFiles(bundle.header(), media);
    listener.reached(Step.HEADER_VERIFIED);
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    BundleHeader header = bundle.header();
    if (bundle.repeated()) {
      // The last run may have been killed after publishing and before cleaning up.
      Trees.delete(Session.directory(data, media.bundle().hash()));
      HeldRelease release =
          releases
              .release(header.stream(), header.sequence())
              .orElseThrow(() -> new IOException("the release's directory has vanished"));
      return repair(header, release, media);
    }
    StreamState accepted = bundle.accepted(state.of(header.stream()));
    Publishing publishing = new Publishing(data, store, listener);
    Session session = Session.open(data, header, media.bundle(), now);
    if (publishing.placed(bundle)) {
      HeldRelease placed = publishing.point(bundle, accepted, now);
      listener.reached(Step.PUBLISHED);
      session.delete();
      return new Outcome.Published(placed, 0, 0);
    }
    listener.reached(Step.STAGED_HEADER);
    takeVolumes(session, media);
    List<Integer> missing = session.missing();
    if (!missing.isEmpty()) {
      return new Outcome.Incomplete(
          header.stream(), header.sequence(), session.taken(), missing, session.since());
    }
    return complete(session, bundle, accepted, publishing, now);
  }

  private void takeVolumes(Session session, MediaRoots media) throws IOException {
    BundleHeader header = session.header();
    for (var volume : media.volumes().entrySet()) {
      int number = volume.getKey();
      if (number > header.volumes()) {
        throw new RefusedException(
            RefusalCode.VOLUME_UNKNOWN,
            VolumeNames.directory(number),
            "the bundle has " + header.volumes() + " volumes");
      }
      if (session.taken(number)) {
        continue;
      }
      VolumeReader reader =
          VolumeReader.open(volume.getValue(), number, header.volumeLists().get(number - 1));
      listener.volume(number, header.volumes(), reader.bytes());
      new VolumeIntake(session, store, listener).take(reader);
      listener.reached(Step.VOLUME_COPIED);
      session.mark(new FilesList(number, reader.files()));
      listener.reached(Step.VOLUME_TAKEN);
    }
  }

  private Outcome complete(
      Session session,
      VerifiedBundle bundle,
      StreamState accepted,
      Publishing publishing,
      Instant now)
      throws IOException {
    BlobTable carried = new BlobTable();
    SortedMap<Kind, HeldRelease.Totals> totals;
    try {
      for (int volume : session.taken()) {
        session.carried(volume, carried);
      }
      new PartJoiner(session, store).join(carried);
      listener.reached(Step.PARTS_JOINED);
      ImageCheck.Manifests manifests = new StoredManifests(session.staged(), store);
      totals = new ReleaseCheck(session, bundle.base(), carried, manifests).check();
      listener.reached(Step.RELEASE_CHECKED);
    } catch (ContentMismatchException e) {
      throw new IOException(
          "the store is damaged: "
              + e.getMessage()
              + "; run mirror-server verify-store, bring the blob back with import --repair, and"
              + " import again: what was taken is kept",
          e);
    } catch (RefusedException e) {
      // Every file is as it was signed, so no other copy of the bundle can be better.
      session.delete();
      throw e;
    }
    return publishing.publish(session, bundle, accepted, carried, totals, now);
  }
}
