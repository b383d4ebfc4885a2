package dev.windlass.builder.fetch.maven;

import dev.windlass.spec.coordinates.MavenCoordinates;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads coordinates out of a path of the default repository layout. */
final class RepositoryPath {
  private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{8}\\.[0-9]{6}-[0-9]+");

  private RepositoryPath() {}

  /**
   * The coordinates whose path this is, or empty if it is no artifact's path. The split between
   * classifier and extension is at the first dot after the version: the path does not tell more,
   * and any split gives the same path again.
   */
  static Optional<MavenCoordinates> parse(String path) {
    List<String> segments = Arrays.asList(path.split("/", -1));
    int count = segments.size();
    if (count < 4) {
      return Optional.empty();
    }
    String file = segments.get(count - 1);
    String directory = segments.get(count - 2);
    String artifact = segments.get(count - 3);
    String group = String.join(".", segments.subList(0, count - 3));
    if (!file.startsWith(artifact + "-")) {
      return Optional.empty();
    }
    String rest = file.substring(artifact.length() + 1);
    String version = version(directory, rest);
    if (!rest.startsWith(version) || rest.length() < version.length() + 2) {
      return Optional.empty();
    }
    String tail = rest.substring(version.length());
    int dot = tail.indexOf('.');
    if (dot < 0 || (dot > 0 && tail.charAt(0) != '-')) {
      return Optional.empty();
    }
    String classifier = dot == 0 ? "" : tail.substring(1, dot);
    try {
      MavenCoordinates coordinates =
          new MavenCoordinates(group, artifact, tail.substring(dot + 1), classifier, version);
      return coordinates.path().equals(path) ? Optional.of(coordinates) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The version in the file's name: that of the directory, or a timestamped one of a snapshot. */
  private static String version(String directory, String rest) {
    if (directory.endsWith("SNAPSHOT") && !rest.startsWith(directory)) {
      String base = directory.substring(0, directory.length() - "SNAPSHOT".length());
      var matcher = TIMESTAMP.matcher(rest);
      if (matcher.find() && rest.startsWith(base)) {
        return rest.substring(0, matcher.end());
      }
    }
    return directory;
  }
}
