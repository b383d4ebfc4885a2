package dev.windlass.builder.pack;

import dev.windlass.spec.catalogue.ReleaseId;
import dev.windlass.spec.content.Sha512;
import java.time.Instant;
import java.util.Optional;

/**
 * One bundle of a stream, as its builder remembers it.
 *
 * @param previous hash of the BUNDLE before it
 * @param bundle hash of its own BUNDLE; empty while it is being packed
 */
public record ChainRecord(
    long sequence,
    Optional<Sha512> previous,
    Instant created,
    ReleaseId release,
    Optional<ReleaseId> base,
    String profile,
    Optional<Sha512> bundle) {

  /** Whether both are the same content for the same receiver, so that one may stand for both. */
  boolean sameContent(ReleaseId otherRelease, Optional<ReleaseId> otherBase, String otherProfile) {
    return release.equals(otherRelease) && base.equals(otherBase) && profile.equals(otherProfile);
  }

  ChainRecord withBundle(Sha512 hash) {
    return new ChainRecord(sequence, previous, created, release, base, profile, Optional.of(hash));
  }
}
