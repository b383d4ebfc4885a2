package dev.windlass.builder.fetch.http;

import java.io.IOException;

/** A failure that no further attempt would cure, such as a full disk or a redirect in circles. */
final class HopelessException extends IOException {
  private static final long serialVersionUID = 1L;

  HopelessException(String message) {
    super(message);
  }

  HopelessException(String message, Throwable cause) {
    super(message, cause);
  }
}
