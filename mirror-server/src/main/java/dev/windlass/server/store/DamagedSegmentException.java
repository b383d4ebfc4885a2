package dev.windlass.server.store;

import java.io.IOException;

/** A segment's file is not what was written: reading it again will not help. */
final class DamagedSegmentException extends IOException {
  private static final long serialVersionUID = 1;

  DamagedSegmentException(String message) {
    super(message);
  }
}
