package dev.windlass.builder.fetch.npm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.windlass.builder.fetch.FetchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The platforms that a list asks for, {@code os-cpu[-libc]} in npm's words; none means all. */
final class Platforms {
  private final List<Platform> wanted;

  private Platforms(List<Platform> wanted) {
    this.wanted = wanted;
  }

  private record Platform(String os, String cpu, Optional<String> libc) {}

  /**
   * What a package says of where it runs; lists as in a manifest, an empty one allows everything
   * and {@code !x} forbids x.
   */
  record Constraint(List<String> os, List<String> cpu, List<String> libc) {
    /** Reads the members of a manifest or of a lockfile's entry. */
    static Constraint of(JsonNode node) {
      return new Constraint(list(node.path("os")), list(node.path("cpu")), list(node.path("libc")));
    }

    private static List<String> list(JsonNode node) {
      List<String> values = new ArrayList<>();
      if (node.isTextual()) {
        values.add(node.textValue());
      }
      node.forEach(value -> values.add(value.asText()));
      return values;
    }
  }

  /**
   * @throws FetchException if one is malformed
   */
  static Platforms parse(List<String> texts) {
    List<Platform> wanted = new ArrayList<>();
    for (String text : texts) {
      String[] parts = text.split("-", -1);
      if (parts.length < 2 || parts.length > 3) {
        throw new FetchException(
            "'%s' is no npm platform: write os-cpu or os-cpu-libc, for instance linux-x64-glibc"
                .formatted(text));
      }
      Optional<String> libc = parts.length == 3 ? Optional.of(parts[2]) : Optional.empty();
      wanted.add(new Platform(parts[0], parts[1], libc));
    }
    return new Platforms(List.copyOf(wanted));
  }

  /** Whether a package with this constraint runs on any of them. */
  boolean match(Constraint constraint) {
    return wanted.isEmpty() || wanted.stream().anyMatch(platform -> match(platform, constraint));
  }

  private static boolean match(Platform platform, Constraint constraint) {
    return allows(constraint.os(), platform.os())
        && allows(constraint.cpu(), platform.cpu())
        && (constraint.libc().isEmpty()
            || (platform.os().equals("linux")
                && platform.libc().map(libc -> allows(constraint.libc(), libc)).orElse(true)));
  }

  /** As {@code npm-install-checks} reads such a list. */
  private static boolean allows(List<String> list, String value) {
    if (list.contains("!" + value)) {
      return false;
    }
    return list.isEmpty()
        || list.contains(value)
        || list.equals(List.of("any"))
        || list.stream().allMatch(entry -> entry.startsWith("!"));
  }
}
