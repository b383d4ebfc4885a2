package dev.windlass.builder.fetch.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The {@code Retry-After} header, RFC 9110 section 10.2.3: seconds or an HTTP date. */
final class RetryAfter {
  private RetryAfter() {}

  /** The pause that the header asks for, never negative; empty if it is malformed. */
  static Optional<Duration> parse(String header, Instant now) {
    String text = header.trim();
    if (text.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration pause = Duration.between(now, until);
      return Optional.of(pause.isNegative() ? Duration.ZERO : pause);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
