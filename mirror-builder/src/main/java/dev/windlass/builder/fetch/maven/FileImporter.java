package dev.windlass.builder.fetch.maven;

import dev.windlass.spec.content.BlobStore;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.coordinates.MavenCoordinates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Takes files of the resolver's local repository into the content store. */
final class FileImporter {
  private final BlobStore store;

  FileImporter(BlobStore store) {
    this.store = store;
  }

  /** Hashes the file once; copies it only if the store lacks it. */
  RecordedFile take(MavenCoordinates coordinates, Path file, Optional<String> origin)
      throws IOException {
    MessageDigest sha256 = Digest.sha256();
    MessageDigest sha1 = sha1();
    long size = 0;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[128 * 1024];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sha256.update(buffer, 0, count);
        sha1.update(buffer, 0, count);
        size += count;
      }
    }
    Digest digest = Digest.ofBytes(sha256.digest());
    if (!store.has(digest)) {
      try (InputStream in = Files.newInputStream(file)) {
        store.put(digest, size, in);
      }
    }
    return new RecordedFile(
        coordinates, Descriptor.of(digest, size), HexFormat.of().formatHex(sha1.digest()), origin);
  }

  static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime lacks SHA-1", e);
    }
  }
}
