package dev.windlass.spec.volume;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import java.nio.charset.StandardCharsets;

/**
 * The lines of a small text file in the one form that BUNDLE and FILES have: printable ASCII, each
 * line ended by a line feed. So no CR, NUL, tab, BOM or byte above 0x7e passes.
 */
final class AsciiLines {
  private final RefusalCode code;
  private final String name;
  private final byte[] bytes;
  private int position;
  private int number;

  AsciiLines(RefusalCode code, String name, byte[] bytes) {
    this.code = code;
    this.name = name;
    this.bytes = bytes;
  }

  boolean hasNext() {
    return position < bytes.length;
  }

  /** Whether the next line begins with this character. */
  boolean nextStarts(char first) {
    return hasNext() && bytes[position] == first;
  }

  /** The next line without its line feed. */
  String next() {
    number++;
    int start = position;
    while (position < bytes.length) {
      byte b = bytes[position++];
      if (b == '\n') {
        return new String(bytes, start, position - 1 - start, StandardCharsets.US_ASCII);
      }
      if (b < 0x20 || b == 0x7f) {
        throw refused("a byte outside printable ASCII");
      }
    }
    throw refused(start == position ? "a line is missing" : "the last line has no line feed");
  }

  /** The value of the line {@code # <key>: <value>}, which must come now. */
  String value(String key) {
    String line = next();
    String prefix = "# " + key + ": ";
    if (!line.startsWith(prefix)) {
      throw refused("expected the key " + key);
    }
    return line.substring(prefix.length());
  }

  /** A refusal at the line that was read last. */
  RefusedException refused(String reason) {
    return new RefusedException(code, name + " line " + Math.max(1, number), reason);
  }

  RefusedException refused(IllegalArgumentException cause) {
    return new RefusedException(
        code, name + " line " + Math.max(1, number), String.valueOf(cause.getMessage()), cause);
  }

  /** A decimal number without sign or leading zero. */
  static long number(String text) {
    long value;
    try {
      value = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a number: " + text, e);
    }
    if (value < 0 || !Long.toString(value).equals(text)) {
      throw new IllegalArgumentException("not a plain decimal number: " + text);
    }
    return value;
  }
}
