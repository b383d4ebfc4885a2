package dev.windlass.server.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Range header asks of a representation of known size (RFC 9110, section 14).
 *
 * @param first offset of the first byte
 * @param last offset of the last byte, inclusive
 */
record ByteRange(long first, long last) {
  private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /** The answer to a Range header. */
  sealed interface Asked {
    /** No range, or a form that a server may ignore: send everything. */
    record Whole() implements Asked {}

    record Part(ByteRange range) implements Asked {}

    /** Nothing of the representation is in the range: 416. */
    record Unsatisfiable() implements Asked {}
  }

  static Asked parse(Optional<String> header, long size) {
    Matcher matcher = SINGLE.matcher(header.map(value -> value.replace(" ", "")).orElse(""));
    if (!matcher.matches() || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
      return new Asked.Whole();
    }
    if (matcher.group(1).isEmpty()) {
      long suffix = Long.parseLong(matcher.group(2));
      if (suffix == 0 || size == 0) {
        return new Asked.Unsatisfiable();
      }
      return new Asked.Part(new ByteRange(Math.max(0, size - suffix), size - 1));
    }
    long first = Long.parseLong(matcher.group(1));
    long last =
        matcher.group(2).isEmpty()
            ? size - 1
            : Math.min(size - 1, Long.parseLong(matcher.group(2)));
    if (first >= size) {
      return new Asked.Unsatisfiable();
    }
    return last < first ? new Asked.Whole() : new Asked.Part(new ByteRange(first, last));
  }

  long length() {
    return last - first + 1;
  }
}
