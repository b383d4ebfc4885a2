package dev.windlass.server.cli;

import dev.windlass.spec.content.DiskFailure;
import java.io.IOException;

/** Tells what is to be done when the disk takes no more. */
final class DiskTrouble {
  private DiskTrouble() {}

  /** The failure itself, or in its stead one that says which disk is what, and what to do. */
  static IOException explain(IOException failure, String disk, String command) {
    return DiskFailure.of(failure)
        .map(trouble -> explained(trouble, failure, disk, command))
        .orElse(failure);
  }

  private static IOException explained(
      DiskFailure trouble, IOException failure, String disk, String command) {
    String hint = trouble == DiskFailure.FULL ? ", for instance by mirror-server gc," : "";
    return new IOException(
        "%s is %s (%s). Nothing is lost: %s%s and run the same %s again"
            .formatted(disk, trouble.state(), failure.getMessage(), trouble.cure(), hint, command),
        failure);
  }
}
