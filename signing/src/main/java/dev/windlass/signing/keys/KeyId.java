package dev.windlass.signing.keys;

import dev.windlass.spec.content.Digest;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;

/**
 * Names keys and certificates by what they are: the SHA-256 of a key's SubjectPublicKeyInfo, or of
 * a certificate's DER ({@code openssl x509 -fingerprint -sha256}).
 */
public final class KeyId {
  private KeyId() {}

  public static Digest of(PublicKey key) {
    return Digest.of(key.getEncoded());
  }

  public static Digest of(X509Certificate certificate) {
    return Digest.of(der(certificate));
  }

  static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new KeyException("a certificate cannot be encoded", e);
    }
  }
}
