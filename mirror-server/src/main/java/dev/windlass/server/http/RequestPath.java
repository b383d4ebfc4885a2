package dev.windlass.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Paths in URLs: decoded once, refusing what no artifact's path can be, and encoded. */
public final class RequestPath {
  private static final String UNRESERVED = "/-._~+@";

  private RequestPath() {}

  /**
   * The decoded path, or empty if it is malformed UTF-8, doubly encoded dots included, or holds a
   * {@code .} or {@code ..} segment, a backslash or a control character.
   */
  static Optional<String> decode(String raw) {
    if (plain(raw)) {
      return Optional.of(raw);
    }
    byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[bytes.length];
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      int b = bytes[i];
      if (b == '%') {
        if (i + 2 >= bytes.length) {
          return Optional.empty();
        }
        int high = Character.digit(bytes[i + 1], 16);
        int low = Character.digit(bytes[i + 2], 16);
        if (high < 0 || low < 0) {
          return Optional.empty();
        }
        b = (high << 4) | low;
        i += 2;
      }
      out[length++] = (byte) b;
    }
    String path;
    try {
      path = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(out, 0, length)).toString();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
    boolean plain =
        path.chars().noneMatch(c -> c < 0x20 || c == 0x7f || c == '\\')
            && Arrays.stream(path.split("/", -1)).noneMatch(s -> s.equals(".") || s.equals(".."));
    return plain ? Optional.of(path) : Optional.empty();
  }

  /** Whether the path needs neither decoding nor a closer look, as most do. */
  private static boolean plain(String raw) {
    char before = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      boolean dotSegment = c == '.' && before == '/';
      if (c <= 0x20 || c >= 0x7f || c == '%' || c == '\\' || dotSegment) {
        return false;
      }
      before = c;
    }
    return true;
  }

  /** Percent-encodes everything but slashes and characters that stand for themselves. */
  public static String encode(String path) {
    StringBuilder out = new StringBuilder(path.length());
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if ((c < 0x80 && Character.isLetterOrDigit(c)) || UNRESERVED.indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append(String.format("%%%02X", (int) c));
      }
    }
    return out.toString();
  }
}
