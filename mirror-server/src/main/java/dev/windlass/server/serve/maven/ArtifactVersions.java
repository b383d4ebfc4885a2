package dev.windlass.server.serve.maven;

import dev.windlass.spec.coordinates.MavenCoordinates;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the releases hold of one artifact.
 *
 * @param versions base versions
 * @param usable those of which there is more than a POM; a POM alone comes along when a dependency
 *     loses a conflict
 * @param snapshots files by base version, of snapshots only
 */
record ArtifactVersions(
    String groupId,
    String artifactId,
    SortedSet<String> versions,
    SortedSet<String> usable,
    SortedMap<String, SortedSet<SnapshotFile>> snapshots) {

  static ArtifactVersions of(String groupId, String artifactId) {
    return new ArtifactVersions(
        groupId, artifactId, new TreeSet<>(), new TreeSet<>(), new TreeMap<>());
  }

  void add(MavenCoordinates file, String baseVersion) {
    versions.add(baseVersion);
    if (file.classifier().isEmpty() && !file.extension().equals("pom")) {
      usable.add(baseVersion);
    }
    if (baseVersion.endsWith("SNAPSHOT")) {
      snapshots
          .computeIfAbsent(baseVersion, _ -> new TreeSet<>())
          .add(new SnapshotFile(file.version(), file.classifier(), file.extension()));
    }
  }

  /** The versions to call the newest among: usable ones, or all if the artifact is but POMs. */
  SortedSet<String> candidates() {
    return usable.isEmpty() ? versions : usable;
  }
}
