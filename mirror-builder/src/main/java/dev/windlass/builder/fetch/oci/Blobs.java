package dev.windlass.builder.fetch.oci;

import dev.windlass.spec.content.BlobStore;
import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.util.Optional;

/** Reads small blobs whole. */
final class Blobs {
  private Blobs() {}

  /** The blob's bytes, or empty if the store does not hold it or it is larger. */
  static Optional<byte[]> read(BlobStore store, Digest digest, int maxBytes) throws IOException {
    var blob = store.find(digest);
    if (blob.isEmpty() || blob.get().size() > maxBytes) {
      return Optional.empty();
    }
    try (var in = blob.get().open()) {
      return Optional.of(in.readNBytes(maxBytes));
    }
  }
}
