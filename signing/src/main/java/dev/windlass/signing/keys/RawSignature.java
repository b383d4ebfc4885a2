package dev.windlass.signing.keys;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.util.Optional;

/** Makes signature values with the JDK, or with the token that holds the key. */
final class RawSignature {
  private RawSignature() {}

  static byte[] make(
      SignatureAlgorithm algorithm, PrivateKey key, Optional<Provider> provider, byte[] content)
      throws GeneralSecurityException {
    Signature signature =
        provider.isPresent()
            ? Signature.getInstance(algorithm.signatureName(), provider.get())
            : Signature.getInstance(algorithm.signatureName());
    signature.initSign(key);
    signature.update(content);
    return signature.sign();
  }
}
