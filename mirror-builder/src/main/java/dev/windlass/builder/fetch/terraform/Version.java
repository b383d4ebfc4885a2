package dev.windlass.builder.fetch.terraform;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A semantic version (semver.org 2.0.0), as registries list them.
 *
 * @param prerelease its dot-separated identifiers; empty for a release
 * @param build build metadata without the plus sign; says nothing about precedence
 */
record Version(long major, long minor, long patch, List<String> prerelease, String build)
    implements Comparable<Version> {
  private static final String IDENTIFIERS = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";
  private static final Pattern GRAMMAR =
      Pattern.compile(
          "(\\d{1,18})\\.(\\d{1,18})\\.(\\d{1,18})(?:-("
              + IDENTIFIERS
              + "))?(?:\\+("
              + IDENTIFIERS
              + "))?");

  Version {
    prerelease = List.copyOf(prerelease);
  }

  /** The version, or empty if the text is none. */
  static Optional<Version> parse(String text) {
    Matcher matcher = GRAMMAR.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Version(
            Long.parseLong(matcher.group(1)),
            Long.parseLong(matcher.group(2)),
            Long.parseLong(matcher.group(3)),
            matcher.group(4) == null ? List.of() : List.of(matcher.group(4).split("\\.")),
            matcher.group(5) == null ? "" : matcher.group(5)));
  }

  boolean isPrerelease() {
    return !prerelease.isEmpty();
  }

  /** Precedence; build metadata breaks the tie, so that the order is total. */
  @Override
  public int compareTo(Version other) {
    int order = comparePrecedence(other);
    return order == 0 ? build.compareTo(other.build) : order;
  }

  int comparePrecedence(Version other) {
    int order = Long.compare(major, other.major);
    if (order == 0) {
      order = Long.compare(minor, other.minor);
    }
    if (order == 0) {
      order = Long.compare(patch, other.patch);
    }
    if (order != 0 || prerelease.equals(other.prerelease)) {
      return order;
    }
    if (prerelease.isEmpty() || other.prerelease.isEmpty()) {
      return prerelease.isEmpty() ? 1 : -1;
    }
    for (int i = 0; i < Math.min(prerelease.size(), other.prerelease.size()); i++) {
      order = compareIdentifiers(prerelease.get(i), other.prerelease.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(prerelease.size(), other.prerelease.size());
  }

  private static int compareIdentifiers(String left, String right) {
    boolean leftNumeric = left.chars().allMatch(Character::isDigit);
    boolean rightNumeric = right.chars().allMatch(Character::isDigit);
    if (leftNumeric && rightNumeric) {
      int order = Integer.compare(left.length(), right.length());
      return order == 0 ? left.compareTo(right) : order;
    }
    if (leftNumeric != rightNumeric) {
      return leftNumeric ? -1 : 1;
    }
    return left.compareTo(right);
  }

  @Override
  public String toString() {
    return major
        + "."
        + minor
        + "."
        + patch
        + (prerelease.isEmpty() ? "" : "-" + String.join(".", prerelease))
        + (build.isEmpty() ? "" : "+" + build);
  }
}
