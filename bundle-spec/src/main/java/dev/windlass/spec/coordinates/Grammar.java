package dev.windlass.spec.coordinates;

import java.util.regex.Pattern;

/** Checks shared by the coordinate grammars. */
final class Grammar {
  /** Longest coordinate text, in characters. */
  static final int MAX_LENGTH = 1024;

  static final Pattern HOST =
      Pattern.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*");

  private Grammar() {}

  /** Returns the text if the pattern matches all of it. */
  static String require(Pattern pattern, String what, String text) {
    if (text.length() > MAX_LENGTH || !pattern.matcher(text).matches()) {
      throw new IllegalArgumentException(what + " outside its grammar: " + text);
    }
    return text;
  }

  /**
   * A relative path of printable ASCII: no empty, {@code .} or {@code ..} segment, no quotation
   * mark, backslash or colon, no space at either end of a segment.
   */
  static String requirePath(String what, String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(what + " is longer than " + MAX_LENGTH + " characters");
    }
    for (String segment : text.split("/", -1)) {
      if (segment.isEmpty()
          || segment.equals(".")
          || segment.equals("..")
          || segment.startsWith(" ")
          || segment.endsWith(" ")
          || !segment.chars().allMatch(Grammar::plain)) {
        throw new IllegalArgumentException(what + " outside its grammar: " + text);
      }
    }
    return text;
  }

  private static boolean plain(int c) {
    return c >= 0x20 && c < 0x7f && c != '"' && c != '\\' && c != ':';
  }
}
