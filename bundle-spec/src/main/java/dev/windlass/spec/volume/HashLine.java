package dev.windlass.spec.volume;

import dev.windlass.spec.content.RootedPath;
import dev.windlass.spec.content.Sha512;

/** A line as {@code sha512sum} writes it in text mode: hash, two spaces, path. */
record HashLine(Sha512 sha512, RootedPath path) {
  private static final int HEX = 128;

  /**
   * @throws IllegalArgumentException if the line has any other form
   */
  static HashLine parse(String line) {
    if (line.length() < HEX + 3 || !line.startsWith("  ", HEX)) {
      throw new IllegalArgumentException("not a line of sha512sum");
    }
    return new HashLine(
        new Sha512(line.substring(0, HEX)), RootedPath.parse(line.substring(HEX + 2)));
  }

  String text() {
    return sha512 + "  " + path + "\n";
  }
}
