package dev.windlass.spec.content;

import java.security.MessageDigest;
import java.util.HexFormat;

/** The SHA-512 of a file on media, as {@code sha512sum} prints it: 128 lower-case hex digits. */
public record Sha512(String hex) {
  public Sha512 {
    if (hex.length() != 128) {
      throw new IllegalArgumentException("a SHA-512 has 128 hex digits, this has " + hex.length());
    }
    for (int i = 0; i < hex.length(); i++) {
      char c = hex.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
        throw new IllegalArgumentException("a digest is written in lower-case hex digits: " + hex);
      }
    }
  }

  /** Takes the 64 bytes of a finished SHA-512. */
  public static Sha512 ofBytes(byte[] hash) {
    return new Sha512(HexFormat.of().formatHex(hash));
  }

  /** Hashes bytes that are already in memory. */
  public static Sha512 of(byte[] content) {
    return ofBytes(algorithm().digest(content));
  }

  /** A fresh SHA-512. */
  public static MessageDigest algorithm() {
    return Digest.algorithm("SHA-512");
  }

  @Override
  public String toString() {
    return hex;
  }
}
