package dev.windlass.signing.verify;

import dev.windlass.signing.trust.TrustPolicy;
import dev.windlass.spec.Printable;
import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.volume.BundleHeader;

/** Step 3: only now is BUNDLE parsed; it is for us, may be here, and belongs to a known stream. */
final class Step3Header {
  private Step3Header() {}

  /**
   * @throws RefusedException with a code of step 3
   */
  static BundleHeader check(byte[] bundle, TrustPolicy policy) {
    BundleHeader header = BundleHeader.parse(bundle);
    if (!header.audience().equals(policy.audience())) {
      throw refused(
          RefusalCode.AUDIENCE_MISMATCH,
          "for " + Printable.escape(header.audience()) + ", we are " + policy.audience());
    }
    if (!policy.markings().contains(header.marking())) {
      throw refused(
          RefusalCode.MARKING_NOT_ALLOWED,
          "marked "
              + Printable.escape(header.marking())
              + ", allowed here: "
              + String.join(", ", policy.markings().stream().sorted().toList()));
    }
    if (!policy.streams().contains(header.stream())) {
      throw refused(
          RefusalCode.STREAM_UNKNOWN,
          "of stream "
              + Printable.escape(header.stream())
              + ", known here: "
              + String.join(", ", policy.streams().stream().sorted().toList()));
    }
    return header;
  }

  private static RefusedException refused(RefusalCode code, String reason) {
    return new RefusedException(code, BundleHeader.NAME, "the bundle is " + reason);
  }
}
