package dev.windlass.builder.fetch.http;

import java.io.IOException;

/** The upstream's bytes are not what was promised: wrong digest, checksum or size. */
public final class IntegrityException extends IOException {
  private static final long serialVersionUID = 1L;

  public IntegrityException(String message) {
    super(message);
  }
}
