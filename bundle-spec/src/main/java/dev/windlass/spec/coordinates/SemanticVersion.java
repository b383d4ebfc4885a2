package dev.windlass.spec.coordinates;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The precedence of a semantic version (semver.org 2.0.0, section 11). Build metadata takes no part
 * in it and is forgotten.
 *
 * @param prerelease dot-separated identifiers after the minus; empty for a release
 */
public record SemanticVersion(long major, long minor, long patch, List<String> prerelease)
    implements Comparable<SemanticVersion> {

  private static final Pattern FORM =
      Pattern.compile(
          "([0-9]{1,16})\\.([0-9]{1,16})\\.([0-9]{1,16})"
              + "(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?");

  public SemanticVersion {
    prerelease = List.copyOf(prerelease);
  }

  /**
   * @throws IllegalArgumentException if the text is no semantic version
   */
  public static SemanticVersion parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("not a semantic version: " + text);
    }
    String prerelease = form.group(4);
    return new SemanticVersion(
        Long.parseLong(form.group(1)),
        Long.parseLong(form.group(2)),
        Long.parseLong(form.group(3)),
        prerelease == null ? List.of() : List.of(prerelease.split("\\.", -1)));
  }

  public boolean isRelease() {
    return prerelease.isEmpty();
  }

  @Override
  public int compareTo(SemanticVersion other) {
    int order = compareTriple(other);
    if (order != 0 || prerelease.equals(other.prerelease)) {
      return order;
    }
    if (isRelease() || other.isRelease()) {
      return isRelease() ? 1 : -1;
    }
    int shared = Math.min(prerelease.size(), other.prerelease.size());
    for (int i = 0; i < shared; i++) {
      order = compareIdentifiers(prerelease.get(i), other.prerelease.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(prerelease.size(), other.prerelease.size());
  }

  /** Compares major, minor and patch alone. */
  public int compareTriple(SemanticVersion other) {
    int order = Long.compare(major, other.major);
    if (order == 0) {
      order = Long.compare(minor, other.minor);
    }
    return order == 0 ? Long.compare(patch, other.patch) : order;
  }

  private static int compareIdentifiers(String left, String right) {
    boolean leftNumeric = numeric(left);
    boolean rightNumeric = numeric(right);
    if (leftNumeric != rightNumeric) {
      return leftNumeric ? -1 : 1;
    }
    if (leftNumeric && left.length() != right.length()) {
      return Integer.compare(left.length(), right.length());
    }
    return left.compareTo(right);
  }

  private static boolean numeric(String identifier) {
    return identifier.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
