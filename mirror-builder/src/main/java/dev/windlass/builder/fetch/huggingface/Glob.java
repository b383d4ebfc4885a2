package dev.windlass.builder.fetch.huggingface;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Python's {@code fnmatch} as {@code huggingface_hub} uses it: {@code *} also matches slashes, and
 * a pattern that ends with a slash means all below it.
 */
final class Glob {
  private final Pattern pattern;

  private Glob(Pattern pattern) {
    this.pattern = pattern;
  }

  static Glob of(String glob) {
    String text = glob.endsWith("/") ? glob + "*" : glob;
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int end = c == '[' ? classEnd(text, i) : -1;
      if (end > 0) {
        regex.append(characterClass(text.substring(i + 1, end)));
        i = end;
      } else if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
      i++;
    }
    return new Glob(Pattern.compile(regex.toString(), Pattern.DOTALL));
  }

  /** Index of the bracket that closes the class opened at {@code open}; -1 if none does. */
  private static int classEnd(String text, int open) {
    int from = open + 1;
    if (from < text.length() && text.charAt(from) == '!') {
      from++;
    }
    return text.indexOf(']', from + 1);
  }

  private static String characterClass(String content) {
    boolean negated = content.startsWith("!");
    String members = negated ? content.substring(1) : content;
    String escaped = members.replaceAll("([\\\\\\[\\]^&])", "\\\\$1");
    return "[" + (negated ? "^" : "") + escaped + "]";
  }

  boolean matches(String path) {
    return pattern.matcher(path).matches();
  }

  /**
   * Whether a path is chosen: by any of the first, if there are some, and by none of the second.
   */
  static boolean chosen(String path, List<Glob> include, List<Glob> exclude) {
    return (include.isEmpty() || include.stream().anyMatch(glob -> glob.matches(path)))
        && exclude.stream().noneMatch(glob -> glob.matches(path));
  }
}
