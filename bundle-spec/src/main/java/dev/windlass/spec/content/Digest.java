package dev.windlass.spec.content;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 identity of a blob, held as four big-endian words: a release of a million blobs keeps
 * a million of them in memory.
 */
public record Digest(long a, long b, long c, long d) implements Comparable<Digest> {
  /** What precedes the hex digits in the textual form, as in the OCI image specification. */
  public static final String PREFIX = "sha256:";

  private static final HexFormat HEX = HexFormat.of();

  /**
   * Parses {@code sha256:} and 64 lower-case hex digits.
   *
   * @throws IllegalArgumentException if the text has any other form
   */
  public static Digest parse(String text) {
    if (!text.startsWith(PREFIX)) {
      throw new IllegalArgumentException("not a sha256 digest: " + text);
    }
    return ofHex(text.substring(PREFIX.length()));
  }

  /**
   * Parses 64 lower-case hex digits.
   *
   * @throws IllegalArgumentException if the text has any other form
   */
  public static Digest ofHex(String hex) {
    if (hex.length() != 64) {
      throw new IllegalArgumentException("a SHA-256 has 64 hex digits, this has " + hex.length());
    }
    return new Digest(word(hex, 0), word(hex, 16), word(hex, 32), word(hex, 48));
  }

  /** Takes the 32 bytes of a finished SHA-256. */
  public static Digest ofBytes(byte[] hash) {
    if (hash.length != 32) {
      throw new IllegalArgumentException("a SHA-256 has 32 bytes, this has " + hash.length);
    }
    ByteBuffer words = ByteBuffer.wrap(hash);
    return new Digest(words.getLong(), words.getLong(), words.getLong(), words.getLong());
  }

  /** Hashes bytes that are already in memory. */
  public static Digest of(byte[] content) {
    return ofBytes(sha256().digest(content));
  }

  /** A fresh SHA-256; the JDK's own implementation, which uses the processor's instructions. */
  public static MessageDigest sha256() {
    return algorithm("SHA-256");
  }

  static MessageDigest algorithm(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime lacks " + name, e);
    }
  }

  private static long word(String hex, int from) {
    long value = 0;
    for (int i = from; i < from + 16; i++) {
      char ch = hex.charAt(i);
      int digit;
      if (ch >= '0' && ch <= '9') {
        digit = ch - '0';
      } else if (ch >= 'a' && ch <= 'f') {
        digit = ch - 'a' + 10;
      } else {
        throw new IllegalArgumentException("a digest is written in lower-case hex digits: " + hex);
      }
      value = (value << 4) | digit;
    }
    return value;
  }

  /** The 64 lower-case hex digits. */
  public String hex() {
    return HEX.toHexDigits(a) + HEX.toHexDigits(b) + HEX.toHexDigits(c) + HEX.toHexDigits(d);
  }

  /** Orders as the hex forms do. */
  @Override
  public int compareTo(Digest other) {
    int order = Long.compareUnsigned(a, other.a);
    if (order == 0) {
      order = Long.compareUnsigned(b, other.b);
    }
    if (order == 0) {
      order = Long.compareUnsigned(c, other.c);
    }
    return order == 0 ? Long.compareUnsigned(d, other.d) : order;
  }

  /** {@code sha256:<hex>}. */
  @Override
  public String toString() {
    return PREFIX + hex();
  }
}
