package dev.windlass.builder.fetch.files;

import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.fetch.http.IntegrityException;
import dev.windlass.spec.content.BlobSink;
import dev.windlass.spec.content.BlobStore;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.Sha512;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Takes a file of this machine into the store. */
final class LocalFile {
  private LocalFile() {}

  /**
   * @param pinned {@code sha256:} or {@code sha512:} and hex
   */
  static Descriptor take(Path file, String pinned, BlobStore store) throws IOException {
    boolean sha256 = pinned.startsWith(Digest.PREFIX);
    MessageDigest digest = sha256 ? Digest.sha256() : Sha512.algorithm();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest);
        BlobSink sink = store.begin()) {
      in.transferTo(sink);
      String actual = (sha256 ? "sha256:" : "sha512:") + HexFormat.of().formatHex(digest.digest());
      if (!actual.equals(pinned)) {
        throw new IntegrityException(file + " is " + actual + ", pinned was " + pinned);
      }
      return sink.commit();
    } catch (NoSuchFileException e) {
      throw new FetchException("tried to read " + file + ", but there is no such file", e);
    }
  }
}
