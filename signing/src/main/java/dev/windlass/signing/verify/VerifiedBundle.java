package dev.windlass.signing.verify;

import dev.windlass.signing.trust.StreamState;
import dev.windlass.spec.content.Sha512;
import dev.windlass.spec.volume.BundleHeader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A bundle whose steps 1 to 6 have passed: its header can be believed, its volumes are not looked
 * at yet.
 *
 * @param hash of BUNDLE
 * @param signers all of them
 * @param base supplies what the bundle leaves out
 * @param repeated whether this very bundle was accepted before
 */
public record VerifiedBundle(
    BundleHeader header,
    Sha512 hash,
    List<TrustedSigner> signers,
    HeldReleases.Holding base,
    boolean repeated) {
  public VerifiedBundle {
    signers = List.copyOf(signers);
  }

  /** The latest time that a trusted signer vouches for. */
  public Instant attested() {
    return signers.stream()
        .map(TrustedSigner::signingTime)
        .max(Instant::compareTo)
        .orElse(Instant.MIN);
  }

  /**
   * The stream's state once this bundle is accepted. The attested time never goes back.
   *
   * @param last the state before
   */
  public StreamState accepted(Optional<StreamState> last) {
    Instant before = last.map(StreamState::attested).orElse(Instant.MIN);
    Instant time = attested().isAfter(before) ? attested() : before;
    return new StreamState(header.sequence(), hash, header.release(), time);
  }
}
