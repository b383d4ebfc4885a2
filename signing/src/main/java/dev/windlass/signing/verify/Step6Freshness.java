package dev.windlass.signing.verify;

import dev.windlass.signing.trust.StreamState;
import dev.windlass.spec.Printable;
import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.volume.BundleHeader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Step 6: not stale by the later of the local clock and the last attested time, so that a clock set
 * back helps nobody; and no signature by a certificate that had expired at that attested time,
 * whatever signing time it claims.
 */
final class Step6Freshness {
  private Step6Freshness() {}

  /**
   * @throws RefusedException with a code of step 6
   */
  static void check(
      BundleHeader header, List<TrustedSigner> signers, Optional<StreamState> last, Instant now) {
    Instant attested = last.map(StreamState::attested).orElse(Instant.MIN);
    for (TrustedSigner signer : signers) {
      Instant end = signer.certificate().getNotAfter().toInstant();
      if (end.isBefore(attested)) {
        throw new RefusedException(
            RefusalCode.SIGNATURE_BACKDATED,
            signer.algorithm().fileName(),
            "the certificate of "
                + Printable.escape(signer.subject())
                + " ended at "
                + end
                + ", before the bundle accepted last was signed at "
                + attested);
      }
    }
    Instant latest = now.isAfter(attested) ? now : attested;
    header
        .freshUntil()
        .filter(latest::isAfter)
        .ifPresent(end -> {
          throw new RefusedException(
              RefusalCode.STALE,
              BundleHeader.NAME,
              "was to be accepted until " + end + ", and it is at least " + latest);
        });
  }
}
