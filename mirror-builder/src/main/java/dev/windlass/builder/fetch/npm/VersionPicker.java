package dev.windlass.builder.fetch.npm;

import dev.windlass.builder.fetch.npm.Packument.Listed;
import dev.windlass.spec.coordinates.SemanticVersion;
import java.util.Comparator;
import java.util.Optional;

/**
 * Picks the version that npm would install for a spec, by the rules of {@code npm-pick-manifest}:
 * the one tagged {@code latest} if it fits and is not deprecated, else the newest that fits,
 * deprecated ones last. The {@code engines} of a package take no part, since the high side's Node
 * is not known here.
 */
final class VersionPicker {
  private static final Comparator<Listed> PREFERENCE =
      Comparator.comparing(Listed::deprecated)
          .reversed()
          .thenComparing(listed -> SemanticVersion.parse(listed.version()));

  private VersionPicker() {}

  static Optional<Listed> pick(Packument packument, PackageSpec spec) {
    return switch (spec.read()) {
      case PackageSpec.Wanted.Exact(String version) -> packument.find(version);
      case PackageSpec.Wanted.Tag(String tag) ->
          Optional.ofNullable(packument.tags().get(tag)).flatMap(packument::find);
      case PackageSpec.Wanted.Within(Range range) -> within(packument, spec, range);
    };
  }

  private static Optional<Listed> within(Packument packument, PackageSpec spec, Range range) {
    return Optional.ofNullable(packument.tags().get("latest"))
        .flatMap(packument::find)
        .filter(latest -> !latest.deprecated() && (spec.any() || fits(latest, range)))
        .or(() ->
            packument.versions().stream().filter(listed -> fits(listed, range)).max(PREFERENCE));
  }

  private static boolean fits(Listed listed, Range range) {
    return range.contains(SemanticVersion.parse(listed.version()));
  }
}
