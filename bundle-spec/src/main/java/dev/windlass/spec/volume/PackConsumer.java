package dev.windlass.spec.volume;

import dev.windlass.spec.content.Digest;
import java.io.IOException;

/** Takes the members of a pack, in order, each with its SHA-256 checked. */
@FunctionalInterface
public interface PackConsumer {
  /**
   * One blob, where it lies in the pack. The bytes are only to be read, and only during the call.
   */
  void member(Digest digest, byte[] pack, int offset, int size) throws IOException;
}
