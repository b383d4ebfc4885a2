package dev.windlass.signing.verify;

import dev.windlass.signing.keys.SignatureAlgorithm;
import dev.windlass.spec.content.Sha512;
import java.util.Map;

/**
 * BUNDLE and its signatures as bytes, of which nothing has been believed or parsed yet.
 *
 * @param bytes of BUNDLE
 * @param signatures those that are there, by algorithm
 */
public record SignedBundle(byte[] bytes, Map<SignatureAlgorithm, byte[]> signatures) {
  public SignedBundle {
    signatures = Map.copyOf(signatures);
  }

  /** What names this bundle: the hash of its BUNDLE. */
  public Sha512 hash() {
    return Sha512.of(bytes);
  }
}
