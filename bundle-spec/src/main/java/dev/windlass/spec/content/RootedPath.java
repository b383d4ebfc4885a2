package dev.windlass.spec.content;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A relative path in the one grammar that media and stores allow: segments of letters, digits and
 * {@code . _ + -}, joined by single slashes; no segment starts with a dot or a minus, ends with a
 * dot, or is a name that some file system reserves. So it can only lead downwards, on every system.
 */
public record RootedPath(String text) implements Comparable<RootedPath> {
  /** Longest path, in characters. */
  public static final int MAX_LENGTH = 240;

  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_+][A-Za-z0-9._+-]*");
  private static final Pattern RESERVED =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

  public RootedPath {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("path longer than " + MAX_LENGTH + " characters");
    }
    for (String segment : text.split("/", -1)) {
      if (!SEGMENT.matcher(segment).matches()
          || segment.endsWith(".")
          || RESERVED.matcher(segment).matches()) {
        throw new IllegalArgumentException("path outside the grammar: " + text);
      }
    }
  }

  /**
   * @throws IllegalArgumentException if the text is outside the grammar
   */
  public static RootedPath parse(String text) {
    return new RootedPath(text);
  }

  /**
   * The path below {@code root}. Does not look at the file system: links there are the caller's
   * care.
   */
  public Path under(Path root) {
    return root.resolve(text);
  }

  @Override
  public int compareTo(RootedPath other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
