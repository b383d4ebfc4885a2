package dev.windlass.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Decodes a request's path once and refuses what no artifact's path can be. */
final class RequestPath {
  private RequestPath() {}

  /**
   * The decoded path, or empty if it is malformed UTF-8, doubly encoded dots included, or holds a
   * {@code .} or {@code ..} segment, a backslash or a control character.
   */
  static Optional<String> decode(String raw) {
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
}
