package dev.windlass.signing.trust;

import dev.windlass.spec.content.Digest;

/**
 * A key or certificate that counts no more, whatever it signed and whenever.
 *
 * @param target SHA-256 of the certificate's DER or of the key's SubjectPublicKeyInfo
 * @param kind which of the two
 * @param reason for people
 */
public record Revocation(Kind kind, Digest target, String reason) {
  /** What is revoked. */
  public enum Kind {
    CERTIFICATE,
    KEY
  }
}
