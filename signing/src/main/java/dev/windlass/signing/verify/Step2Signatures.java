package dev.windlass.signing.verify;

import dev.windlass.signing.cms.SignatureReader;
import dev.windlass.signing.cms.Signer;
import dev.windlass.signing.keys.KeyId;
import dev.windlass.signing.keys.SignatureAlgorithm;
import dev.windlass.signing.trust.Role;
import dev.windlass.signing.trust.RoleTrust;
import dev.windlass.signing.trust.TrustPolicy;
import dev.windlass.spec.Printable;
import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Step 2: over the exact bytes, with every algorithm of the policy, signatures of as many different
 * trusted builders as the threshold says. One bad or strange signer spoils the file.
 */
final class Step2Signatures {
  /** How far the clocks of the two sides may differ. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofHours(25);

  private final TrustPolicy policy;
  private final RoleTrust builders;
  private final Instant now;

  private Step2Signatures(TrustPolicy policy, RoleTrust builders, Instant now) {
    this.policy = policy;
    this.builders = builders;
    this.now = now;
  }

  /**
   * @throws RefusedException with a code of step 2
   */
  static List<TrustedSigner> check(SignedBundle bundle, TrustPolicy policy, Instant now) {
    Step2Signatures step =
        new Step2Signatures(policy, policy.role(Role.BUILDER).orElseThrow(), now);
    List<TrustedSigner> signers = new ArrayList<>();
    for (SignatureAlgorithm algorithm : policy.algorithms()) {
      signers.addAll(step.check(bundle, algorithm));
    }
    return signers;
  }

  private List<TrustedSigner> check(SignedBundle bundle, SignatureAlgorithm algorithm) {
    String place = algorithm.fileName();
    byte[] cms = bundle.signatures().get(algorithm);
    if (cms == null) {
      throw new RefusedException(
          RefusalCode.SIGNATURE_MISSING,
          place,
          "this file is missing; the policy demands a signature by " + algorithm);
    }
    List<TrustedSigner> trusted = new ArrayList<>();
    for (Signer signer : SignatureReader.read(algorithm, cms, bundle.bytes())) {
      requireTrust(signer, place);
      trusted.add(new TrustedSigner(algorithm, signer.certificate(), signer.signingTime()));
    }
    // A holder with two keys is still one holder.
    long holders = trusted.stream().map(TrustedSigner::subject).distinct().count();
    if (holders < builders.threshold()) {
      throw new RefusedException(
          RefusalCode.THRESHOLD_NOT_MET,
          place,
          holders + " of the " + builders.threshold() + " builders that must sign have signed");
    }
    return trusted;
  }

  private void requireTrust(Signer signer, String place) {
    X509Certificate certificate = signer.certificate();
    String name = Printable.escape(certificate.getSubjectX500Principal().getName());
    policy
        .revocationOf(certificate)
        .ifPresent(revocation -> {
          throw new RefusedException(
              RefusalCode.CERTIFICATE_REVOKED,
              place,
              name + " is revoked: " + Printable.escape(revocation.reason()));
        });
    if (!builders.holds(signer)) {
      for (var role : policy.roles().entrySet()) {
        if (role.getValue().holds(signer)) {
          throw new RefusedException(
              RefusalCode.SIGNER_WRONG_ROLE,
              place,
              name + " is trusted as " + role.getKey().text() + ", not as builder");
        }
      }
      throw new RefusedException(
          RefusalCode.SIGNER_UNKNOWN,
          place,
          name + " with certificate " + KeyId.of(certificate) + " is not in the trust policy");
    }
    Instant time = signer.signingTime();
    if (time.isBefore(certificate.getNotBefore().toInstant())
        || time.isAfter(certificate.getNotAfter().toInstant())) {
      throw new RefusedException(
          RefusalCode.CERTIFICATE_EXPIRED,
          place,
          name
              + " signed at "
              + time
              + ", outside the certificate's validity from "
              + certificate.getNotBefore().toInstant()
              + " to "
              + certificate.getNotAfter().toInstant());
    }
    if (time.isAfter(now.plus(CLOCK_TOLERANCE))) {
      throw new RefusedException(
          RefusalCode.SIGNING_TIME,
          place,
          name + " signed at " + time + ", but it is " + now + " here: one of the clocks is wrong");
    }
  }
}
