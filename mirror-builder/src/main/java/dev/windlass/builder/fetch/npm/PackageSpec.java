package dev.windlass.builder.fetch.npm;

import dev.windlass.builder.fetch.FetchException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A package and which version of it is wanted: an exact version, a range or a dist-tag, told apart
 * as {@code npm-package-arg} does.
 *
 * @param name registry name; of an alias the real one
 * @param wanted as written; empty means any
 */
record PackageSpec(String name, String wanted) {
  private static final Pattern PATH = Pattern.compile("(?:\\.|~/|/|[A-Za-z]:[/\\\\]).*");
  private static final Pattern URL = Pattern.compile("(?i)(?:git\\+)?[a-z][a-z0-9+.-]*:.*");
  private static final Pattern ARCHIVE = Pattern.compile("(?i).*\\.(?:tgz|tar\\.gz|tar)");
  private static final Pattern NAME =
      Pattern.compile("(?:@[A-Za-z0-9_~.-]+/)?[A-Za-z0-9_~-][A-Za-z0-9._~-]*");
  private static final Pattern EXACT = Pattern.compile("[v=\\s]*(\\d+\\.\\d+\\.\\d+\\S*)");

  /** What is wanted, read. */
  sealed interface Wanted {
    record Exact(String version) implements Wanted {}

    record Within(Range range) implements Wanted {}

    record Tag(String tag) implements Wanted {}
  }

  /** Reads {@code name}, {@code name@wanted} or {@code alias@npm:name@wanted}. */
  static PackageSpec parse(String text) {
    int at = text.indexOf('@', 1);
    return at < 0 ? of(text, "") : of(text.substring(0, at), text.substring(at + 1));
  }

  /**
   * Reads an entry of a dependency map.
   *
   * @throws FetchException if the registry has no part in it: a git repository, a URL, a path
   */
  static PackageSpec of(String name, String value) {
    String wanted = value.strip();
    if (wanted.regionMatches(true, 0, "npm:", 0, 4)) {
      return parse(wanted.substring(4));
    }
    if (PATH.matcher(wanted).matches()
        || URL.matcher(wanted).matches()
        || wanted.indexOf('/') >= 0
        || ARCHIVE.matcher(wanted).matches()) {
      throw new FetchException(
          ("%s@%s does not come from a registry, so it cannot be mirrored as an npm package: "
                  + "publish it to a registry, or carry it under files: with its digest")
              .formatted(name, wanted));
    }
    if (!NAME.matcher(name).matches()) {
      throw new FetchException(
          "'%s' is no npm package name: write name@range or @scope/name@range".formatted(name));
    }
    return new PackageSpec(name, wanted);
  }

  /** The kind of {@link #wanted}. */
  Wanted read() {
    var exact = EXACT.matcher(wanted);
    if (exact.matches()) {
      return new Wanted.Exact(exact.group(1));
    }
    Optional<Range> range = Range.parse(wanted);
    return range.isPresent() ? new Wanted.Within(range.get()) : new Wanted.Tag(wanted);
  }

  /** Whether any version will do, so that the one tagged latest is taken, prerelease or not. */
  boolean any() {
    return wanted.isEmpty() || wanted.equals("*");
  }

  @Override
  public String toString() {
    return wanted.isEmpty() ? name : name + "@" + wanted;
  }
}
