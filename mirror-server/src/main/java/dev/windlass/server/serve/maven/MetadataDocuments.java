package dev.windlass.server.serve.maven;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.eclipse.aether.util.version.GenericVersionScheme;
import org.eclipse.aether.version.InvalidVersionSpecificationException;
import org.eclipse.aether.version.Version;

/**
 * Makes {@code maven-metadata.xml} (Maven repository metadata model 1.1.0) for an artifact, a
 * snapshot version or a plugin group. Deterministic: no clock in it.
 */
final class MetadataDocuments {
  private static final String NAME = "/maven-metadata.xml";

  private final Map<String, ArtifactVersions> artifacts;
  private final Map<String, ? extends SortedMap<String, String>> prefixes;
  private final GenericVersionScheme scheme = new GenericVersionScheme();

  /**
   * @param artifacts by path {@code group/artifact}
   * @param prefixes by group path: artifact ids by plugin prefix
   */
  MetadataDocuments(
      Map<String, ArtifactVersions> artifacts,
      Map<String, ? extends SortedMap<String, String>> prefixes) {
    this.artifacts = artifacts;
    this.prefixes = prefixes;
  }

  /** The document at a path, or empty if the path names none. */
  Optional<byte[]> find(String path) {
    if (!path.endsWith(NAME)) {
      return Optional.empty();
    }
    String directory = path.substring(0, path.length() - NAME.length());
    StringBuilder xml = new StringBuilder();
    ArtifactVersions artifact = artifacts.get(directory);
    if (artifact != null) {
      versions(xml, artifact);
    }
    SortedMap<String, String> plugins = prefixes.get(directory);
    if (plugins != null) {
      plugins(xml, plugins);
    }
    snapshot(xml, directory);
    return xml.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<metadata modelVersion=\"1.1.0\">\n"
                    + xml
                    + "</metadata>\n")
                .getBytes(StandardCharsets.UTF_8));
  }

  private void versions(StringBuilder xml, ArtifactVersions artifact) {
    List<String> sorted = sorted(artifact.versions());
    List<String> candidates = sorted(artifact.candidates());
    Optional<String> release =
        candidates.reversed().stream().filter(version -> !version.endsWith("SNAPSHOT")).findFirst();
    element(xml, "groupId", artifact.groupId());
    element(xml, "artifactId", artifact.artifactId());
    xml.append("<versioning>\n");
    element(xml, "latest", candidates.getLast());
    release.ifPresent(version -> element(xml, "release", version));
    xml.append("<versions>\n");
    sorted.forEach(version -> element(xml, "version", version));
    xml.append("</versions>\n</versioning>\n");
  }

  private List<String> sorted(SortedSet<String> versions) {
    return versions.stream().map(this::version).sorted().map(Version::toString).toList();
  }

  private Version version(String text) {
    try {
      return scheme.parseVersion(text);
    } catch (InvalidVersionSpecificationException e) {
      throw new IllegalStateException("the generic scheme takes every version: " + text, e);
    }
  }

  private static void plugins(StringBuilder xml, SortedMap<String, String> plugins) {
    xml.append("<plugins>\n");
    plugins.forEach((prefix, artifactId) -> {
      xml.append("<plugin>\n");
      element(xml, "name", artifactId);
      element(xml, "prefix", prefix);
      element(xml, "artifactId", artifactId);
      xml.append("</plugin>\n");
    });
    xml.append("</plugins>\n");
  }

  private void snapshot(StringBuilder xml, String directory) {
    int slash = directory.lastIndexOf('/');
    ArtifactVersions artifact = slash < 0 ? null : artifacts.get(directory.substring(0, slash));
    String version = directory.substring(slash + 1);
    SortedSet<SnapshotFile> files = artifact == null ? null : artifact.snapshots().get(version);
    if (artifact == null || files == null) {
      return;
    }
    element(xml, "groupId", artifact.groupId());
    element(xml, "artifactId", artifact.artifactId());
    element(xml, "version", version);
    xml.append("<versioning>\n");
    newest(files.stream())
        .filter(SnapshotFile::timestamped)
        .map(file -> Timestamp.of(file.version()))
        .ifPresent(build -> {
          xml.append("<snapshot>\n");
          element(xml, "timestamp", build.time());
          element(xml, "buildNumber", String.valueOf(build.build()));
          xml.append("</snapshot>\n");
        });
    xml.append("<snapshotVersions>\n");
    for (SnapshotFile file : files) {
      if (!newest(files.stream().filter(file::sameFile)).equals(Optional.of(file))) {
        continue;
      }
      xml.append("<snapshotVersion>\n");
      if (!file.classifier().isEmpty()) {
        element(xml, "classifier", file.classifier());
      }
      element(xml, "extension", file.extension());
      element(xml, "value", file.version());
      xml.append("</snapshotVersion>\n");
    }
    xml.append("</snapshotVersions>\n</versioning>\n");
  }

  /** The newest build of a snapshot; one without a timestamp only if there is no other. */
  private static Optional<SnapshotFile> newest(Stream<SnapshotFile> files) {
    return files.max(
        Comparator.comparing(SnapshotFile::timestamped)
            .thenComparing(file -> Timestamp.of(file.version())));
  }

  /** The end of a timestamped version, {@code 20260101.120000-3}. */
  private record Timestamp(String time, int build) implements Comparable<Timestamp> {
    private static final Timestamp NONE = new Timestamp("", 0);

    static Timestamp of(String version) {
      if (version.endsWith("SNAPSHOT")) {
        return NONE;
      }
      int minus = version.lastIndexOf('-');
      return new Timestamp(
          version.substring(minus - 15, minus), Integer.parseInt(version.substring(minus + 1)));
    }

    @Override
    public int compareTo(Timestamp other) {
      int order = time.compareTo(other.time);
      return order != 0 ? order : Integer.compare(build, other.build);
    }
  }

  /** Coordinates hold no character that XML would need escaped. */
  private static void element(StringBuilder xml, String name, String value) {
    xml.append('<').append(name).append('>').append(value);
    xml.append("</").append(name).append(">\n");
  }
}
