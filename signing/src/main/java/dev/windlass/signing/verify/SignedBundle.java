package dev.windlass.signing.verify;

import dev.windlass.signing.keys.SignatureAlgorithm;
import dev.windlass.spec.content.Sha512;
import java.util.Map;

/** BUNDLE and its signatures as bytes, of which nothing has been believed or parsed yet. */
public final class SignedBundle {
  private final byte[] bytes;
  private final Map<SignatureAlgorithm, byte[]> signatures;

  /**
   * @param bytes of BUNDLE; not to be changed afterwards
   * @param signatures those that are there, by algorithm
   */
  public SignedBundle(byte[] bytes, Map<SignatureAlgorithm, byte[]> signatures) {
    this.bytes = bytes;
    this.signatures = Map.copyOf(signatures);
  }

  /** The bytes of BUNDLE, for reading only. */
  public byte[] bytes() {
    return bytes;
  }

  /** The signature files that are there. */
  public Map<SignatureAlgorithm, byte[]> signatures() {
    return signatures;
  }

  /** What names this bundle: the hash of its BUNDLE. */
  public Sha512 hash() {
    return Sha512.of(bytes);
  }
}
