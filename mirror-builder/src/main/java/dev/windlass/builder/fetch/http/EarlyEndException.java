package dev.windlass.builder.fetch.http;

import java.io.IOException;

/** A body ended cleanly before the promised size: a lost connection, or an upstream that lies. */
final class EarlyEndException extends IOException {
  private static final long serialVersionUID = 1L;

  EarlyEndException(String message) {
    super(message);
  }
}
