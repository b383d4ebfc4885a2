package dev.windlass.server.serve;

import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.StoredBlob;
import java.io.IOException;
import java.util.Optional;

/** The blobs of the published releases, read-only. */
@FunctionalInterface
public interface Content {
  /** The blob, or empty if no current release holds it or it was found rotten. */
  Optional<StoredBlob> find(Digest digest) throws IOException;

  /**
   * Reads a small blob whole.
   *
   * @param maxBytes larger blobs fail: nothing large is ever read into memory
   */
  default Optional<byte[]> read(Digest digest, int maxBytes) throws IOException {
    Optional<StoredBlob> blob = find(digest);
    if (blob.isEmpty()) {
      return Optional.empty();
    }
    if (blob.get().size() > maxBytes) {
      throw new IOException(digest + " is larger than " + maxBytes + " bytes");
    }
    try (var in = blob.get().open()) {
      return Optional.of(in.readNBytes(maxBytes));
    }
  }
}
