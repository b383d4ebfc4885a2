package dev.windlass.builder.cli;

import dev.windlass.builder.lock.ContentStore;
import dev.windlass.builder.pack.BaseChoice;
import dev.windlass.builder.pack.PackRun;
import dev.windlass.spec.content.Sha512;
import dev.windlass.spec.volume.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine;

/** How a bundle is to be packed. */
final class PackOptions {
  @CommandLine.Option(
      names = "--profile",
      defaultValue = "dir",
      description = "Medium: dvd, bd25, bd50, cds-2g, dir, or a number of bytes for each volume.")
  private String profile = "dir";

  @CommandLine.Option(
      names = "--base",
      paramLabel = "BASE",
      defaultValue = "none",
      description =
          "Release that the receiver holds: none, previous (the bundle before), a release id, or a"
              + " lock or catalogue file.")
  private String base = "none";

  @CommandLine.Option(
      names = "--sequence",
      description = "The bundle's number in its stream; from mirror.chain unless given.")
  private Optional<Long> sequence = Optional.empty();

  @CommandLine.Option(
      names = "--previous",
      paramLabel = "SHA512",
      description = "Hash of the BUNDLE before; from mirror.chain unless given.")
  private Optional<String> previous = Optional.empty();

  @CommandLine.Option(
      names = "--created",
      paramLabel = "TIME",
      description = "Time to write, such as 2026-01-31T12:00:00Z; SOURCE_DATE_EPOCH or now.")
  private Optional<Instant> created = Optional.empty();

  @CommandLine.Option(
      names = "--fresh-until",
      paramLabel = "TIME",
      description = "When the bundle must no longer be accepted as the newest.")
  private Optional<Instant> freshUntil = Optional.empty();

  PackRun.Options options(Surroundings surroundings, Optional<Path> output) {
    return new PackRun.Options(
        profile.matches("[0-9]{1,18}")
            ? Profile.custom(Long.parseLong(profile))
            : Profile.named(profile),
        BaseChoice.parse(base),
        sequence,
        previous.map(Sha512::new),
        created.or(() -> surroundings.dated() ? Optional.of(surroundings.now()) : Optional.empty()),
        freshUntil,
        output);
  }

  /** The catalogue that the base names, for the bundle that would come next. */
  Optional<Path> baseCatalogue(ListOptions list, ContentStore content, Surroundings surroundings)
      throws IOException {
    PackRun.Options options = options(surroundings, Optional.empty());
    return new PackRun(list.read(), list.lock(), content.blobs(), surroundings.progress())
        .base(options);
  }
}
