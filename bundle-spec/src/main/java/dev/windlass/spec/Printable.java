package dev.windlass.spec;

/** Makes foreign text safe to print on one line of a terminal, log or report. */
public final class Printable {
  private Printable() {}

  /**
   * Replaces every character outside printable ASCII by a Unicode escape and cuts the text at 300
   * characters, so that a name from a hostile medium can neither start a new line nor move the
   * cursor.
   */
  public static String escape(String text) {
    int end = Math.min(text.length(), 300);
    StringBuilder out = new StringBuilder(end);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c >= 0x20 && c < 0x7f) {
        out.append(c);
      } else {
        out.append(String.format("\\u%04x", (int) c));
      }
    }
    return end < text.length() ? out.append("...").toString() : out.toString();
  }
}
