package dev.windlass.spec.volume;

import java.io.IOException;
import java.nio.file.Path;

/** Tells a full disk from other failures, since its cure is another. */
final class DiskFull {
  private DiskFull() {}

  /** The failure itself, or instead of it a {@link PackException} if the disk is full. */
  static IOException explain(IOException failure, Path staging) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("No space left on device") || message.contains("Disk quota exceeded")) {
      throw new PackException(
          "packing stopped, because the disk that holds "
              + staging
              + " is full: make room and run again, it goes on from where it stood",
          failure);
    }
    return failure;
  }
}
