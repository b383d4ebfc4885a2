package dev.windlass.spec.content;

import java.util.Optional;

/**
 * A disk that takes no more, told from other failures since its cure is another. Java has no
 * exception of its own for it; the system's words are the same in every language that it runs in.
 */
public enum DiskFailure {
  FULL("full", "make room"),
  READ_ONLY("read-only", "make it writable");

  private final String state;
  private final String cure;

  DiskFailure(String state, String cure) {
    this.state = state;
    this.cure = cure;
  }

  /** What the failure, or what caused it, says about a disk, if anything. */
  public static Optional<DiskFailure> of(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      String message = String.valueOf(each.getMessage());
      if (message.contains("No space left on device") || message.contains("Disk quota exceeded")) {
        return Optional.of(FULL);
      }
      if (message.contains("Read-only file system")) {
        return Optional.of(READ_ONLY);
      }
    }
    return Optional.empty();
  }

  /** For instance {@code full}. */
  public String state() {
    return state;
  }

  /** For instance {@code make room}. */
  public String cure() {
    return cure;
  }
}
