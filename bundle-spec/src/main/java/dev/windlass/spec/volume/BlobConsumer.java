package dev.windlass.spec.volume;

import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.io.InputStream;

/**
 * Takes what a volume carries, one after the other. A stream reports its end only after all of its
 * hashes have been checked, so what was read to the end is good. A stream that the consumer leaves
 * is read to its end and checked for it.
 */
public interface BlobConsumer {
  /** One blob; the stream has exactly these bytes. */
  void blob(Digest digest, long size, InputStream content) throws IOException;

  /**
   * One piece of a blob that was split. Its SHA-512 is checked; whether the pieces are the blob
   * shows only when they are joined.
   *
   * @param number from 1
   */
  void part(Digest digest, int number, long size, InputStream content) throws IOException;
}
