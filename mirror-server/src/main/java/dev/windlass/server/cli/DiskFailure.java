package dev.windlass.server.cli;

import java.io.IOException;

/** Why a disk took no more, told from other failures since its cure is another. */
enum DiskFailure {
  FULL("full", "free some space, for instance by mirror-server gc,"),
  READ_ONLY("read-only", "make it writable");

  private final String state;
  private final String cure;

  DiskFailure(String state, String cure) {
    this.state = state;
    this.cure = cure;
  }

  /** The failure itself, or in its stead one that says which disk is what, and what to do. */
  static IOException explain(IOException failure, String disk, String command) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("No space left on device") || message.contains("Disk quota exceeded")) {
      return FULL.on(disk, command, failure);
    }
    return message.contains("Read-only file system")
        ? READ_ONLY.on(disk, command, failure)
        : failure;
  }

  private IOException on(String disk, String command, IOException failure) {
    return new IOException(
        "%s is %s (%s). Nothing is lost: %s and run the same %s again"
            .formatted(disk, state, failure.getMessage(), cure, command),
        failure);
  }
}
