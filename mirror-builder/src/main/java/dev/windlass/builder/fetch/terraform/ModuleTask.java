package dev.windlass.builder.fetch.terraform;

import dev.windlass.builder.fetch.EntrySink;
import dev.windlass.builder.fetch.FetchContext;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.fetch.FetchTask;
import dev.windlass.builder.fetch.http.Http;
import dev.windlass.builder.list.MirrorList;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.coordinates.TerraformCoordinates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Fetches the versions of one registry module. */
final class ModuleTask implements FetchTask {
  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "zip", "application/zip",
          "tar.gz", "application/gzip",
          "tar.bz2", "application/x-bzip2",
          "tar.xz", "application/x-xz");
  private static final long MAX_ARCHIVE = 2L << 30;

  private final MirrorList.Module wanted;

  ModuleTask(MirrorList.Module wanted) {
    this.wanted = wanted;
  }

  @Override
  public String name() {
    return "terraform module "
        + wanted.source()
        + " "
        + (wanted.versions().isBlank() ? "*" : wanted.versions());
  }

  @Override
  public void run(FetchContext context, EntrySink entries)
      throws IOException, InterruptedException {
    try {
      Source source = Source.module(wanted.source());
      List<Source> names =
          wanted.as().isEmpty()
              ? List.of(source)
              : wanted.as().stream().map(host -> new Source(host, source.parts())).toList();
      Registry registry = Registry.discover(context.http(), source.host(), wanted.registry());
      List<FetchContext.Part> parts = new ArrayList<>();
      for (Version version : versions(registry, source)) {
        parts.add(() -> fetch(context, registry, version, names).forEach(entries::add));
      }
      context.parallel(parts);
    } catch (IllegalArgumentException e) {
      throw new FetchException(
          "tried to take " + wanted.source() + ", because " + e.getMessage(), e);
    }
  }

  private List<Version> versions(Registry registry, Source source)
      throws IOException, InterruptedException {
    List<Version> offered = new ArrayList<>();
    for (Registry.Json module : registry.module(source.path() + "/versions").objects("modules")) {
      for (Registry.Json each : module.objects("versions")) {
        Version.parse(each.text("version")).ifPresent(offered::add);
      }
    }
    List<Version> chosen = VersionConstraint.parse(wanted.versions()).select(offered, wanted.all());
    if (chosen.isEmpty()) {
      throw new FetchException("no version of " + source + " fits '" + wanted.versions() + "'");
    }
    return chosen;
  }

  private static List<CatalogueEntry> fetch(
      FetchContext context, Registry registry, Version version, List<Source> names)
      throws IOException, InterruptedException {
    List<CatalogueEntry> known = new ArrayList<>();
    for (Source name : names) {
      context.previous().find(coordinates(name, version)).ifPresent(known::add);
    }
    if (known.size() == names.size()) {
      return known;
    }
    ModuleSource place =
        ModuleSource.parse(
            registry.moduleLocation(names.getFirst().path() + "/" + version + "/download"));
    Descriptor stored =
        context
            .http()
            .download(
                Http.Request.of(place.url()),
                new Http.Expected(place.digest(), OptionalLong.empty(), Map.of(), MAX_ARCHIVE));
    Map<String, String> attributes = new HashMap<>(Map.of("archive", place.archive()));
    if (!place.subdirectory().isEmpty()) {
      attributes.put("subdirectory", place.subdirectory());
    }
    String mediaType =
        Optional.ofNullable(MEDIA_TYPES.get(place.archive())).orElse(Descriptor.OCTET_STREAM);
    Descriptor archive = new Descriptor(stored.digest(), stored.size(), mediaType);
    return names.stream()
        .map(name ->
            CatalogueEntry.of(coordinates(name, version), archive)
                .withOrigin(place.url())
                .withAttributes(attributes))
        .toList();
  }

  private static TerraformCoordinates coordinates(Source name, Version version) {
    return new TerraformCoordinates.Module(
        name.host(),
        name.parts().get(0),
        name.parts().get(1),
        name.parts().get(2),
        version.toString());
  }
}
