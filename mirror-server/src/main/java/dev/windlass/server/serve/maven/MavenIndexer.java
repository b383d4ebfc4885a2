package dev.windlass.server.serve.maven;

import dev.windlass.server.http.Service;
import dev.windlass.server.serve.Content;
import dev.windlass.server.serve.Indexer;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.coordinates.MavenCoordinates;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Collects the files by path, the versions by artifact and the plugin prefixes by group. */
final class MavenIndexer implements Indexer {
  private final FileTable files = new FileTable();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, ArtifactVersions> artifacts = new HashMap<>();
  private final Map<String, TreeMap<String, String>> prefixes = new HashMap<>();

  @Override
  public void add(CatalogueEntry entry) {
    if (!(entry.coordinates() instanceof MavenCoordinates coordinates)) {
      return;
    }
    RepositoryFile file = new RepositoryFile(entry.digest(), entry.attribute("sha1"));
    if (!files.add(coordinates.path(), file)) {
      return;
    }
    String group = coordinates.groupId().replace('.', '/');
    ArtifactVersions versions =
        artifacts.computeIfAbsent(
            group + "/" + coordinates.artifactId(),
            _ -> ArtifactVersions.of(coordinates.groupId(), coordinates.artifactId()));
    versions.add(coordinates, once(coordinates.baseVersion()));
    entry
        .attribute("plugin-prefix")
        .ifPresent(prefix ->
            prefixes
                .computeIfAbsent(group, path -> new TreeMap<>())
                .put(prefix, coordinates.artifactId()));
  }

  /** Many artifacts have the same versions: one copy of each text does for all. */
  private String once(String text) {
    return names.computeIfAbsent(text, same -> same);
  }

  @Override
  public Service finish(Content content) {
    return new MavenService(files, new MetadataDocuments(artifacts, prefixes), content);
  }
}
