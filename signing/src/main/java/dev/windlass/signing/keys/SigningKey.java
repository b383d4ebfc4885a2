package dev.windlass.signing.keys;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * A private key, usable and nothing more, with the certificate that speaks for it.
 *
 * @param certificates the key's own first, then those that issued it, without the root
 * @param provider where the key lives, if it never leaves a token
 */
public record SigningKey(
    SignatureAlgorithm algorithm,
    PrivateKey privateKey,
    List<X509Certificate> certificates,
    Optional<Provider> provider) {

  public SigningKey {
    certificates = List.copyOf(certificates);
    if (certificates.isEmpty()) {
      throw new KeyException("a signing key needs its certificate");
    }
    SignatureAlgorithm certified = SignatureAlgorithm.of(certificates.getFirst().getPublicKey());
    if (certified != algorithm) {
      throw new KeyException("the key is for " + algorithm + ", its certificate for " + certified);
    }
  }

  /** The certificate of this very key. */
  public X509Certificate certificate() {
    return certificates.getFirst();
  }

  /** Signs the bytes, and checks the signature with the certificate before it gives it away. */
  public byte[] sign(byte[] content) {
    try {
      byte[] signature = RawSignature.make(algorithm, privateKey, provider, content);
      Signature check = Signature.getInstance(algorithm.signatureName());
      check.initVerify(certificate().getPublicKey());
      check.update(content);
      if (!check.verify(signature)) {
        throw new KeyException(
            "the private key and the certificate "
                + certificate().getSubjectX500Principal()
                + " do not belong together");
      }
      return signature;
    } catch (GeneralSecurityException e) {
      throw new KeyException(
          "tried to sign as " + certificate().getSubjectX500Principal() + ", but " + e, e);
    }
  }

  /** Tells the certificate's subject only. */
  @Override
  public String toString() {
    return algorithm + " key of " + certificate().getSubjectX500Principal();
  }
}
