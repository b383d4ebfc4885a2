package dev.windlass.server.serve.maven;

import dev.windlass.server.http.Service;
import dev.windlass.server.serve.Content;
import dev.windlass.server.serve.Indexer;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.coordinates.MavenCoordinates;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects the files by path, the versions by artifact and the plugin prefixes by group. */
final class MavenIndexer implements Indexer {
  private final Map<String, RepositoryFile> files = new HashMap<>();
  private final Map<String, ArtifactVersions> artifacts = new HashMap<>();
  private final Map<String, TreeMap<String, String>> prefixes = new HashMap<>();

  @Override
  public void add(CatalogueEntry entry) {
    if (!(entry.coordinates() instanceof MavenCoordinates coordinates)) {
      return;
    }
    RepositoryFile file = new RepositoryFile(entry.digest(), entry.attribute("sha1"));
    if (files.putIfAbsent(coordinates.path(), file) != null) {
      return;
    }
    String group = coordinates.groupId().replace('.', '/');
    ArtifactVersions versions =
        artifacts.computeIfAbsent(
            group + "/" + coordinates.artifactId(),
            path ->
                new ArtifactVersions(
                    coordinates.groupId(),
                    coordinates.artifactId(),
                    new TreeSet<>(),
                    new TreeMap<>()));
    versions.versions().add(coordinates.baseVersion());
    if (coordinates.baseVersion().endsWith("SNAPSHOT")) {
      versions
          .snapshots()
          .computeIfAbsent(coordinates.baseVersion(), version -> new TreeSet<>())
          .add(
              new SnapshotFile(
                  coordinates.version(), coordinates.classifier(), coordinates.extension()));
    }
    entry
        .attribute("plugin-prefix")
        .ifPresent(prefix ->
            prefixes
                .computeIfAbsent(group, path -> new TreeMap<>())
                .put(prefix, coordinates.artifactId()));
  }

  @Override
  public Service finish(Content content) {
    return new MavenService(files, new MetadataDocuments(artifacts, prefixes), content);
  }
}
