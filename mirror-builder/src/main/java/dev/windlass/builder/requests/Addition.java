package dev.windlass.builder.requests;

import dev.windlass.spec.coordinates.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An item to add to a mirror list.
 *
 * @param section keys that lead to the list which takes it
 * @param main the item's main value, by which an item that is there already is known
 * @param lines the item as YAML, without its indentation
 */
record Addition(List<String> section, String main, List<String> lines) {
  private static final Pattern PLAIN = Pattern.compile("[!-~&&[^\"\\\\]]{1,512}");
  private static final Pattern TERRAFORM =
      Pattern.compile("([^@]+)(?:@([^/@]+))?(?:/([a-z0-9]+_[a-z0-9]+))?");

  /** What would satisfy the demand; empty if no line of a list can. */
  static Optional<Addition> of(Demand demand) {
    String wanted = demand.wanted();
    if (!PLAIN.matcher(wanted).matches()) {
      return Optional.empty();
    }
    return switch (demand.kind()) {
      case OCI -> Optional.of(text(wanted, "images"));
      case NPM -> Optional.of(text(wanted, "npm", "packages"));
      case MAVEN -> Optional.of(text(wanted, "maven", "artifacts"));
      case HUGGINGFACE -> Optional.of(model(wanted));
      case TERRAFORM -> terraform(wanted);
      case FILE -> Optional.empty();
    };
  }

  /** Why {@link #of} found nothing. */
  static String obstacle(Demand demand) {
    return demand.kind() == Kind.FILE
        ? "a file needs its URL and digest: add it by hand"
        : "its name has no form that a list could hold";
  }

  private static Addition text(String wanted, String... section) {
    return new Addition(List.of(section), wanted, List.of("- " + quote(wanted)));
  }

  private static Addition model(String wanted) {
    int at = wanted.indexOf('@');
    if (at < 0) {
      return text(wanted, "models");
    }
    String repo = wanted.substring(0, at);
    return new Addition(
        List.of("models"),
        repo,
        List.of("- repo: " + quote(repo), "  revision: " + quote(wanted.substring(at + 1))));
  }

  private static Optional<Addition> terraform(String wanted) {
    Matcher matcher = TERRAFORM.matcher(wanted);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String source = matcher.group(1);
    boolean module = source.chars().filter(c -> c == '/').count() == 3;
    List<String> lines = new ArrayList<>(List.of("- source: " + quote(source)));
    Optional.ofNullable(matcher.group(2))
        .ifPresent(version -> lines.add("  versions: " + quote(version)));
    Optional.ofNullable(matcher.group(3))
        .ifPresent(platform -> lines.add("  platforms: [" + platform + "]"));
    return Optional.of(
        new Addition(List.of("terraform", module ? "modules" : "providers"), source, lines));
  }

  private static String quote(String text) {
    return '"' + text + '"';
  }
}
