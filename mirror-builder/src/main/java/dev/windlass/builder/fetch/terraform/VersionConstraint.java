package dev.windlass.builder.fetch.terraform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version constraint as Terraform writes it: terms {@code =}, {@code !=}, {@code >}, {@code >=},
 * {@code <}, {@code <=}, {@code ~>} joined by commas. Missing parts of a version are zero; {@code
 * ~>} lets only the right-most written part grow. As in Terraform, a prerelease is chosen only by a
 * term that names exactly it.
 */
final class VersionConstraint {
  private static final Pattern TERM =
      Pattern.compile(
          "(=|!=|>=|<=|>|<|~>)?\\s*v?(\\d{1,18})(?:\\.(\\d{1,18}))?(?:\\.(\\d{1,18}))?"
              + "(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?");

  private enum Operator {
    EQUAL,
    NOT_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    PESSIMISTIC;

    static Operator parse(String text) {
      return switch (text) {
        case "!=" -> NOT_EQUAL;
        case ">" -> GREATER;
        case ">=" -> GREATER_OR_EQUAL;
        case "<" -> LESS;
        case "<=" -> LESS_OR_EQUAL;
        case "~>" -> PESSIMISTIC;
        default -> EQUAL;
      };
    }
  }

  /**
   * @param parts how many of major, minor and patch were written
   */
  private record Term(Operator operator, Version version, int parts) {
    boolean allows(Version candidate) {
      int order = candidate.comparePrecedence(version);
      return switch (operator) {
        case EQUAL -> names(candidate);
        case NOT_EQUAL -> !names(candidate);
        case GREATER -> order > 0;
        case GREATER_OR_EQUAL -> order >= 0;
        case LESS -> order < 0;
        case LESS_OR_EQUAL -> order <= 0;
        case PESSIMISTIC ->
            order >= 0
                && candidate.major() == version.major()
                && (parts < 3 || candidate.minor() == version.minor());
      };
    }

    private boolean names(Version candidate) {
      return candidate.comparePrecedence(version) == 0
          && (version.build().isEmpty() || version.build().equals(candidate.build()));
    }
  }

  private final List<Term> terms;

  private VersionConstraint(List<Term> terms) {
    this.terms = terms;
  }

  /**
   * @param text blank: every release
   * @throws IllegalArgumentException if the text is no constraint
   */
  static VersionConstraint parse(String text) {
    List<Term> terms = new ArrayList<>();
    if (!text.isBlank()) {
      for (String term : text.split(",", -1)) {
        terms.add(term(term.strip(), text));
      }
    }
    return new VersionConstraint(terms);
  }

  private static Term term(String term, String whole) {
    Matcher matcher = TERM.matcher(term);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + whole + "' is no version constraint; write for instance '~> 2.19, != 2.19.1'");
    }
    int parts = matcher.group(3) == null ? 1 : matcher.group(4) == null ? 2 : 3;
    String version =
        matcher.group(2)
            + "."
            + (parts > 1 ? matcher.group(3) : "0")
            + "."
            + (parts > 2 ? matcher.group(4) : "0")
            + Optional.ofNullable(matcher.group(5)).orElse("")
            + Optional.ofNullable(matcher.group(6)).orElse("");
    Version parsed =
        Version.parse(version)
            .orElseThrow(() -> new IllegalArgumentException("'" + term + "' names no version"));
    return new Term(
        Operator.parse(Optional.ofNullable(matcher.group(1)).orElse("=")), parsed, parts);
  }

  boolean allows(Version version) {
    boolean chosen =
        !version.isPrerelease()
            || terms.stream()
                .anyMatch(term -> term.operator() == Operator.EQUAL && term.names(version));
    return chosen && terms.stream().allMatch(term -> term.allows(version));
  }

  /** The allowed versions, newest first. */
  List<Version> select(List<Version> candidates, boolean all) {
    return candidates.stream()
        .filter(this::allows)
        .distinct()
        .sorted((left, right) -> right.compareTo(left))
        .limit(all ? Long.MAX_VALUE : 1)
        .toList();
  }
}
