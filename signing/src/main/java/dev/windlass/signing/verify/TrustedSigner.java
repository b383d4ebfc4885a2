package dev.windlass.signing.verify;

import dev.windlass.signing.keys.SignatureAlgorithm;
import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * A signer that the policy trusts as builder.
 *
 * @param signingTime by the signer's own account
 */
public record TrustedSigner(
    SignatureAlgorithm algorithm, X509Certificate certificate, Instant signingTime) {
  /** The holder's name, RFC 2253. */
  public String subject() {
    return certificate.getSubjectX500Principal().getName();
  }
}
