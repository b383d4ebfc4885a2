package dev.windlass.spec.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** A blob that a store holds. Opening may fail if the blob is deleted meanwhile. */
public interface StoredBlob {
  Digest digest();

  /** Size in bytes. */
  long size();

  /** The whole content, unverified; the caller closes it. */
  default InputStream open() throws IOException {
    return open(0);
  }

  /** The content from {@code offset}; the caller closes it. */
  InputStream open(long offset) throws IOException;

  /** The file that holds exactly these bytes, where the store is a local one. Never written to. */
  Optional<Path> file();

  /** A read-only view of these bytes of its own, where they are kept in memory. */
  default Optional<ByteBuffer> memory() {
    return Optional.empty();
  }
}
