package dev.windlass.server.serve.maven;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a user wanted out of a path that no release holds. */
final class Wanted {
  private static final Pattern FILE =
      Pattern.compile("(?<group>.+)/(?<artifact>[^/]+)/(?<version>[^/]+)/(?<name>[^/]+)");
  private static final Pattern PROBES =
      Pattern.compile(".*(maven-metadata.*|\\.(md5|sha1|sha256|sha512|asc|lastUpdated))");

  private Wanted() {}

  /**
   * Coordinates as a mirror list writes them. Empty for what clients only probe for: checksums,
   * signatures, metadata.
   */
  static Optional<String> of(String path) {
    Matcher file = FILE.matcher(path);
    if (PROBES.matcher(path).matches() || !file.matches()) {
      return Optional.empty();
    }
    String artifact = file.group("artifact");
    String version = file.group("version");
    String name = file.group("name");
    String start = artifact + "-" + version;
    if (!name.startsWith(start)) {
      return Optional.empty();
    }
    String tail = name.substring(start.length());
    int dot = tail.indexOf('.');
    if (dot < 0 || (dot > 0 && tail.charAt(0) != '-')) {
      return Optional.empty();
    }
    String classifier = dot == 0 ? "" : ":" + tail.substring(1, dot);
    String extension = tail.substring(dot + 1);
    boolean plain = classifier.isEmpty() && (extension.equals("jar") || extension.equals("pom"));
    return Optional.of(
        file.group("group").replace('/', '.')
            + ":"
            + artifact
            + (plain ? "" : ":" + extension + classifier)
            + ":"
            + version);
  }
}
