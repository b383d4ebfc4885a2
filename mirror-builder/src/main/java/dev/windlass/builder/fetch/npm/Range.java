package dev.windlass.builder.fetch.npm;

import dev.windlass.spec.coordinates.SemanticVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A range of versions as npm reads it: the grammar of the {@code semver} package in its loose mode,
 * in which npm picks versions. Comparators that make no sense are passed over; a range of which
 * nothing is left is none.
 */
final class Range {
  /** Longer texts are no ranges; the patterns below may go deep into what they match. */
  private static final int MAX_LENGTH = 4096;

  private static final String NUMBER = "(\\d{1,16}|[xX*])";
  private static final String VERSION =
      ("[v=]*#(?:\\.#(?:\\.#(?:-?((?:\\d*[A-Za-z-][A-Za-z0-9-]*|\\d+)"
              + "(?:\\.(?:\\d*[A-Za-z-][A-Za-z0-9-]*|\\d+))*))?)?)?")
          .replace("#", NUMBER);
  private static final Pattern HYPHEN = Pattern.compile(VERSION + " - " + VERSION);
  private static final Pattern COMPARATOR = Pattern.compile("(\\^|~>?|[<>]=?|=|)" + VERSION);
  private static final Pattern BUILD = Pattern.compile("\\+[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*");
  private static final Pattern SPACED_OPERATOR =
      Pattern.compile("(\\^|~>?) +|([<>]=?|=) +(?=[v\\dxX*])");

  private final List<List<Comparator>> alternatives;

  private Range(List<List<Comparator>> alternatives) {
    this.alternatives = alternatives;
  }

  /** The range, or empty if the text is none. */
  static Optional<Range> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    List<List<Comparator>> alternatives = new ArrayList<>();
    for (String part : text.strip().replaceAll("\\s+", " ").split("\\|\\|", -1)) {
      alternative(part.strip()).ifPresent(alternatives::add);
    }
    // An alternative without bounds swallows the others, also those that would let prereleases in.
    Optional<List<Comparator>> unbounded = alternatives.stream().filter(List::isEmpty).findFirst();
    if (unbounded.isPresent()) {
      return Optional.of(new Range(List.of(unbounded.get())));
    }
    return alternatives.isEmpty() ? Optional.empty() : Optional.of(new Range(alternatives));
  }

  /** Whether the range holds the version. */
  boolean contains(SemanticVersion version) {
    return alternatives.stream().anyMatch(comparators -> test(comparators, version));
  }

  /** A prerelease belongs only to a range that names a prerelease of the same triple. */
  private static boolean test(List<Comparator> comparators, SemanticVersion version) {
    return comparators.stream().allMatch(comparator -> comparator.test(version))
        && (version.isRelease()
            || comparators.stream()
                .map(Comparator::bound)
                .anyMatch(bound -> !bound.isRelease() && bound.compareTriple(version) == 0));
  }

  private static Optional<List<Comparator>> alternative(String text) {
    String plain = BUILD.matcher(text).replaceAll("");
    Matcher hyphen = HYPHEN.matcher(plain);
    if (hyphen.matches()) {
      List<Comparator> bounds = new ArrayList<>();
      bounds.addAll(Partial.of(hyphen, 1).from());
      bounds.addAll(Partial.of(hyphen, 5).upTo());
      return Optional.of(bounds);
    }
    if (plain.isEmpty()) {
      return Optional.of(List.of());
    }
    List<Comparator> bounds = new ArrayList<>();
    boolean any = false;
    for (String word : SPACED_OPERATOR.matcher(plain).replaceAll("$1$2").split(" ", -1)) {
      Optional<List<Comparator>> comparators = comparators(word);
      any |= comparators.isPresent();
      comparators.ifPresent(bounds::addAll);
    }
    return any ? Optional.of(bounds) : Optional.empty();
  }

  /** What one word demands; no comparators for "any version", empty for nonsense. */
  private static Optional<List<Comparator>> comparators(String word) {
    Matcher form = COMPARATOR.matcher(word);
    if (!form.matches()) {
      return Optional.empty();
    }
    String operator = form.group(1);
    Partial partial = Partial.of(form, 2);
    if (partial.disordered() && !operator.startsWith("^") && !operator.startsWith("~")) {
      return Optional.empty();
    }
    return Optional.of(
        switch (operator) {
          case "^" -> partial.caret();
          case "~", "~>" -> partial.tilde();
          case "<" -> partial.below();
          case "<=" -> partial.upTo();
          case ">" -> partial.above();
          case ">=" -> partial.from();
          default -> partial.same();
        });
  }

  private enum Operator {
    LESS,
    AT_MOST,
    EQUAL,
    AT_LEAST,
    GREATER
  }

  private record Comparator(Operator operator, SemanticVersion bound) {
    static final Comparator NOTHING = less(0, 0, 0);

    /** Below every prerelease of the triple too, as {@code <1.2.3-0}. */
    static Comparator less(long major, long minor, long patch) {
      return new Comparator(Operator.LESS, new SemanticVersion(major, minor, patch, List.of("0")));
    }

    boolean test(SemanticVersion version) {
      int order = version.compareTo(bound);
      return switch (operator) {
        case LESS -> order < 0;
        case AT_MOST -> order <= 0;
        case EQUAL -> order == 0;
        case AT_LEAST -> order >= 0;
        case GREATER -> order > 0;
      };
    }
  }

  /** A version of which parts may be left out or be {@code x}; those are null. */
  private record Partial(
      @Nullable Long major, @Nullable Long minor, @Nullable Long patch, List<String> prerelease) {

    static Partial of(Matcher form, int group) {
      String prerelease = form.group(group + 3);
      return new Partial(
          number(form.group(group)),
          number(form.group(group + 1)),
          number(form.group(group + 2)),
          prerelease == null ? List.of() : Arrays.asList(prerelease.split("\\.", -1)));
    }

    private static @Nullable Long number(@Nullable String text) {
      return text == null || !Character.isDigit(text.charAt(0)) ? null : Long.valueOf(text);
    }

    /** {@code x.2} and {@code 1.x.3} mean nothing. */
    boolean disordered() {
      return (major == null && minor != null) || (minor == null && patch != null);
    }

    List<Comparator> caret() {
      if (major == null) {
        return List.of();
      }
      if (major > 0 || minor == null) {
        return both(Comparator.less(major + 1, 0, 0));
      }
      return minor > 0 || patch == null
          ? both(Comparator.less(major, minor + 1, 0))
          : both(Comparator.less(major, minor, patch + 1));
    }

    List<Comparator> tilde() {
      if (major == null) {
        return List.of();
      }
      return both(
          minor == null ? Comparator.less(major + 1, 0, 0) : Comparator.less(major, minor + 1, 0));
    }

    List<Comparator> same() {
      if (major == null || minor == null || patch == null) {
        return tilde();
      }
      return List.of(new Comparator(Operator.EQUAL, lowest()));
    }

    List<Comparator> from() {
      SemanticVersion lowest = lowest();
      boolean all = lowest.equals(new SemanticVersion(0, 0, 0, List.of()));
      return all ? List.of() : List.of(new Comparator(Operator.AT_LEAST, lowest));
    }

    List<Comparator> above() {
      if (major == null) {
        return List.of(Comparator.NOTHING);
      }
      if (minor == null) {
        return List.of(atLeast(major + 1, 0));
      }
      return List.of(
          patch == null ? atLeast(major, minor + 1) : new Comparator(Operator.GREATER, lowest()));
    }

    List<Comparator> below() {
      if (major == null) {
        return List.of(Comparator.NOTHING);
      }
      if (minor == null || patch == null) {
        return List.of(Comparator.less(major, minor == null ? 0 : minor, 0));
      }
      return List.of(new Comparator(Operator.LESS, lowest()));
    }

    List<Comparator> upTo() {
      if (major == null) {
        return List.of();
      }
      if (minor == null) {
        return List.of(Comparator.less(major + 1, 0, 0));
      }
      return List.of(
          patch == null
              ? Comparator.less(major, minor + 1, 0)
              : new Comparator(Operator.AT_MOST, lowest()));
    }

    private List<Comparator> both(Comparator upper) {
      List<Comparator> comparators = new ArrayList<>(from());
      comparators.add(upper);
      return comparators;
    }

    private static Comparator atLeast(long major, long minor) {
      return new Comparator(Operator.AT_LEAST, new SemanticVersion(major, minor, 0, List.of()));
    }

    private SemanticVersion lowest() {
      if (major != null && minor != null && patch != null) {
        return new SemanticVersion(major, minor, patch, prerelease);
      }
      long lowestMinor = major == null || minor == null ? 0 : minor;
      return new SemanticVersion(major == null ? 0 : major, lowestMinor, 0, List.of());
    }
  }
}
