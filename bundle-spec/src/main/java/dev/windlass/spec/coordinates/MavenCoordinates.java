package dev.windlass.spec.coordinates;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file of a Maven artifact. Text as Maven Resolver writes it: {@code
 * <groupId>:<artifactId>:<extension>[:<classifier>]:<version>}.
 *
 * @param extension file extension, with any signature suffix: {@code jar}, {@code pom}, {@code
 *     jar.asc}
 * @param classifier empty if there is none
 * @param version as in the file name; of a snapshot the timestamped version or {@code …-SNAPSHOT}
 */
public record MavenCoordinates(
    String groupId, String artifactId, String extension, String classifier, String version)
    implements Coordinates {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]*");
  private static final Pattern TIMESTAMPED = Pattern.compile("(.*?)-?[0-9]{8}\\.[0-9]{6}-[0-9]+");

  public MavenCoordinates {
    requireId("groupId", groupId);
    requireId("artifactId", artifactId);
    requireId("extension", extension);
    if (!classifier.isEmpty()) {
      Grammar.require(VERSION, "classifier", classifier);
    }
    Grammar.require(VERSION, "version", version);
    if (version.endsWith(".")) {
      throw new IllegalArgumentException("version outside its grammar: " + version);
    }
  }

  private static void requireId(String what, String id) {
    Grammar.require(ID, what, id);
    if (id.endsWith(".") || id.contains("..")) {
      throw new IllegalArgumentException(what + " outside its grammar: " + id);
    }
  }

  public static MavenCoordinates parse(String text) {
    String[] fields = text.split(":", -1);
    return switch (fields.length) {
      case 4 -> new MavenCoordinates(fields[0], fields[1], fields[2], "", fields[3]);
      case 5 -> {
        if (fields[3].isEmpty()) {
          throw new IllegalArgumentException("empty classifier: " + text);
        }
        yield new MavenCoordinates(fields[0], fields[1], fields[2], fields[3], fields[4]);
      }
      default ->
          throw new IllegalArgumentException("Maven coordinate outside its grammar: " + text);
    };
  }

  @Override
  public Kind kind() {
    return Kind.MAVEN;
  }

  @Override
  public String text() {
    return groupId
        + ":"
        + artifactId
        + ":"
        + extension
        + (classifier.isEmpty() ? "" : ":" + classifier)
        + ":"
        + version;
  }

  /** The version that names the directory: {@code …-SNAPSHOT} for a timestamped snapshot. */
  public String baseVersion() {
    Matcher matcher = TIMESTAMPED.matcher(version);
    if (!matcher.matches()) {
      return version;
    }
    return matcher.group(1).isEmpty() ? "SNAPSHOT" : matcher.group(1) + "-SNAPSHOT";
  }

  /** The path in a repository of the default layout. */
  public String path() {
    return groupId.replace('.', '/')
        + "/"
        + artifactId
        + "/"
        + baseVersion()
        + "/"
        + artifactId
        + "-"
        + version
        + (classifier.isEmpty() ? "" : "-" + classifier)
        + "."
        + extension;
  }
}
