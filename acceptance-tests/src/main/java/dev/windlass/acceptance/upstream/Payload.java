package dev.windlass.acceptance.upstream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Content that an upstream serves, in memory or as a file. */
public interface Payload {
  long size() throws IOException;

  /** The whole content; the caller closes it. */
  InputStream open() throws IOException;

  static Payload of(byte[] content) {
    return new Payload() {
      @Override
      public long size() {
        return content.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(content);
      }
    };
  }

  static Payload of(Path file) {
    return new Payload() {
      @Override
      public long size() throws IOException {
        return Files.size(file);
      }

      @Override
      public InputStream open() throws IOException {
        return Files.newInputStream(file);
      }
    };
  }

  /**
   * Lower-case hex of the content's hash.
   *
   * @param prefix hashed before the content
   */
  default String hash(String algorithm, byte[] prefix) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    digest.update(prefix);
    try (InputStream in = new DigestInputStream(open(), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  default String sha256() throws IOException {
    return hash("SHA-256", new byte[0]);
  }
}
