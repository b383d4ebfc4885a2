package dev.windlass.builder.fetch.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The upstream answered with a status that another attempt may cure. */
final class BusyException extends IOException {
  private static final long serialVersionUID = 1L;

  private final HttpStatusException status;
  private final transient Optional<Duration> retryAfter;

  BusyException(HttpStatusException status, Optional<Duration> retryAfter) {
    super(status.getMessage(), status);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  HttpStatusException status() {
    return status;
  }

  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
