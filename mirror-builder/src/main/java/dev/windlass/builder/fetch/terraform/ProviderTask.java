package dev.windlass.builder.fetch.terraform;

import dev.windlass.builder.fetch.EntrySink;
import dev.windlass.builder.fetch.FetchContext;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.fetch.FetchTask;
import dev.windlass.builder.list.MirrorList;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.coordinates.TerraformCoordinates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Fetches the versions and platforms of one provider that the list asks for. */
final class ProviderTask implements FetchTask {
  private final List<MirrorList.Provider> wanted;
  private final Path directory;
  private final ReleaseSignature signatures;

  /**
   * @param wanted entries that differ in versions and platforms alone
   */
  ProviderTask(List<MirrorList.Provider> wanted, Path directory, ReleaseSignature signatures) {
    this.wanted = wanted;
    this.directory = directory;
    this.signatures = signatures;
  }

  @Override
  public String name() {
    var versions =
        wanted.stream().map(entry -> entry.versions().isBlank() ? "*" : entry.versions()).toList();
    return "terraform " + wanted.getFirst().source() + " " + String.join(" and ", versions);
  }

  @Override
  public void run(FetchContext context, EntrySink entries)
      throws IOException, InterruptedException {
    MirrorList.Provider first = wanted.getFirst();
    try {
      Source source = Source.provider(first.source());
      List<Source> names =
          first.as().isEmpty()
              ? List.of(source)
              : first.as().stream().map(host -> new Source(host, source.parts())).toList();
      PinnedKeys pins = PinnedKeys.read(first.keys(), directory);
      Registry registry = Registry.discover(context.http(), source.host(), first.registry());
      var releases = releases(registry, source);
      var fetch = new ProviderRelease(context, registry, signatures, pins, names);
      List<FetchContext.Part> parts = new ArrayList<>();
      releases.forEach((version, platforms) ->
          parts.add(
              () -> add(fetch.packages(version, platforms), version, names, context, entries)));
      context.parallel(parts);
    } catch (IllegalArgumentException e) {
      throw new FetchException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The platforms to fetch, by version. */
  private SortedMap<Version, SortedSet<String>> releases(Registry registry, Source source)
      throws IOException, InterruptedException {
    Map<Version, SortedSet<String>> offered = new HashMap<>();
    for (Registry.Json each : registry.provider(source.path() + "/versions").objects("versions")) {
      SortedSet<String> platforms = new TreeSet<>();
      each.objects("platforms")
          .forEach(one -> platforms.add(one.text("os") + "_" + one.text("arch")));
      Version.parse(each.text("version")).ifPresent(version -> offered.put(version, platforms));
    }
    SortedMap<Version, SortedSet<String>> chosen = new TreeMap<>();
    for (MirrorList.Provider entry : wanted) {
      List<Version> versions =
          VersionConstraint.parse(entry.versions())
              .select(List.copyOf(offered.keySet()), entry.all());
      if (versions.isEmpty()) {
        throw new FetchException(
            "no version of "
                + source
                + " fits '"
                + entry.versions()
                + "'; there are "
                + newest(offered.keySet().stream().sorted().toList()));
      }
      for (Version version : versions) {
        SortedSet<String> platforms = offered.getOrDefault(version, new TreeSet<>());
        for (String platform : entry.platforms()) {
          if (!platforms.contains(platform)) {
            throw new FetchException(
                source
                    + " "
                    + version
                    + " has no package for "
                    + platform
                    + "; there are "
                    + String.join(", ", platforms));
          }
        }
        chosen
            .computeIfAbsent(version, _ -> new TreeSet<>())
            .addAll(entry.platforms().isEmpty() ? platforms : entry.platforms());
      }
    }
    return chosen;
  }

  private static String newest(List<Version> sorted) {
    List<String> last =
        sorted.subList(Math.max(0, sorted.size() - 10), sorted.size()).stream()
            .map(Version::toString)
            .toList();
    return last.isEmpty() ? "none" : String.join(", ", last);
  }

  /** Gives the entries of one version, under each name. */
  private static void add(
      List<CatalogueEntry> packages,
      Version version,
      List<Source> names,
      FetchContext context,
      EntrySink entries)
      throws IOException {
    packages.forEach(entries::add);
    for (Source name : names) {
      SortedMap<String, Descriptor> byPlatform = new TreeMap<>();
      for (CatalogueEntry entry : packages) {
        if (entry.coordinates() instanceof TerraformCoordinates.Provider provider
            && provider.host().equals(name.host())) {
          byPlatform.put(provider.platform(), entry.descriptor());
        }
      }
      OciMirror.entries(context.store(), name, version.toString(), byPlatform)
          .forEach(entries::add);
    }
  }
}
