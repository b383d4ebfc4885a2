package dev.windlass.spec.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Immutable blobs by digest. Safe for many threads and, for the stores on disk, many processes: a
 * blob appears whole or not at all. Whoever reads a stream closes it.
 */
public interface BlobStore {
  /** The blob, or empty if the store does not hold it. */
  Optional<StoredBlob> find(Digest digest) throws IOException;

  default boolean has(Digest digest) throws IOException {
    return find(digest).isPresent();
  }

  /**
   * Stores a blob of known identity. Reads {@code in} to its end and leaves it open. Reading the
   * same blob again is harmless.
   *
   * @throws ContentMismatchException if the bytes are not that blob; nothing is stored then
   */
  void put(Digest digest, long size, InputStream in) throws IOException;

  /** Begins a blob whose identity only its last byte will tell. */
  BlobSink begin() throws IOException;

  /** Removes a blob if it is there. */
  void delete(Digest digest) throws IOException;

  /** All digests held, in no order. The caller closes the stream. */
  Stream<Digest> list() throws IOException;
}
