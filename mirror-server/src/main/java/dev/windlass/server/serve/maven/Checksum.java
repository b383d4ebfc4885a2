package dev.windlass.server.serve.maven;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The checksum files that clients ask for beside every file. */
enum Checksum {
  MD5("MD5", ".md5"),
  SHA1("SHA-1", ".sha1"),
  SHA256("SHA-256", ".sha256"),
  SHA512("SHA-512", ".sha512");

  private final String algorithm;
  private final String suffix;

  Checksum(String algorithm, String suffix) {
    this.algorithm = algorithm;
    this.suffix = suffix;
  }

  /** The checksum that a path asks for, if its suffix is one. */
  static Optional<Checksum> of(String path) {
    return Arrays.stream(values()).filter(checksum -> path.endsWith(checksum.suffix)).findFirst();
  }

  /** The path of the file that the checksum is of. */
  String target(String path) {
    return path.substring(0, path.length() - suffix.length());
  }

  /** Lower-case hex of everything that the stream holds. Leaves it open. */
  String of(InputStream in) throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[64 * 1024];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      digest.update(buffer, 0, count);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private MessageDigest digest() {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime lacks " + algorithm, e);
    }
  }
}
