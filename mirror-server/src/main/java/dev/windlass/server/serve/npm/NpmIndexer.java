package dev.windlass.server.serve.npm;

import dev.windlass.server.http.Service;
import dev.windlass.server.serve.Content;
import dev.windlass.server.serve.Indexer;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.Link;
import dev.windlass.spec.coordinates.NpmCoordinates;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gathers versions and dist-tags by package. A version without metadata cannot be served. */
final class NpmIndexer implements Indexer {
  private final Map<String, PackageIndex.Builder> packages = new HashMap<>();

  @Override
  public void add(CatalogueEntry entry) {
    switch (entry.coordinates()) {
      case NpmCoordinates.Version(String name, String version) ->
          entry.links().stream()
              .filter(link -> link.rel().equals("metadata") && link.present())
              .map(Link::descriptor)
              .findFirst()
              .ifPresent(
                  metadata -> builder(name).version(version, entry.digest(), metadata.digest()));
      case NpmCoordinates.DistTag(String name, String tag) ->
          builder(name).tag(tag, entry.digest());
      default -> throw new IllegalArgumentException("not npm's: " + entry.coordinates());
    }
  }

  private PackageIndex.Builder builder(String name) {
    return packages.computeIfAbsent(name, PackageIndex.Builder::new);
  }

  @Override
  public Service finish(Content content) {
    SortedMap<String, PackageIndex> finished = new TreeMap<>();
    packages.forEach((name, builder) -> builder.build().ifPresent(p -> finished.put(name, p)));
    packages.clear();
    return new NpmService(finished, content);
  }
}
