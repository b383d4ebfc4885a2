package dev.windlass.spec.coordinates;

import java.util.regex.Pattern;

/**
 * A version of an npm package, or one of its dist-tags. Texts as users write them: {@code
 * <name>@<version>} and {@code <name>@<tag>}; a tag is never a version.
 */
public sealed interface NpmCoordinates extends Coordinates {
  /** The package's name, with its scope if it has one: {@code @scope/name}. */
  String name();

  @Override
  default Kind kind() {
    return Kind.NPM;
  }

  /** One published version; its blob is the tarball. */
  record Version(String name, String version) implements NpmCoordinates {
    public Version {
      Grammar.require(Patterns.NAME, "package name", name);
      Grammar.require(Patterns.VERSION, "version", version);
    }

    @Override
    public String text() {
      return name + "@" + version;
    }
  }

  /** A dist-tag such as {@code latest}; its blob is the tarball of the version that it names. */
  record DistTag(String name, String tag) implements NpmCoordinates {
    public DistTag {
      Grammar.require(Patterns.NAME, "package name", name);
      Grammar.require(Patterns.TAG, "dist-tag", tag);
      if (Patterns.VERSION.matcher(tag).matches()) {
        throw new IllegalArgumentException("a version is no dist-tag: " + tag);
      }
    }

    @Override
    public String text() {
      return name + "@" + tag;
    }
  }

  static NpmCoordinates parse(String text) {
    int at = text.lastIndexOf('@');
    if (at < 1 || text.length() > Grammar.MAX_LENGTH) {
      throw new IllegalArgumentException("npm coordinate outside its grammar: " + text);
    }
    String name = text.substring(0, at);
    String rest = text.substring(at + 1);
    return Patterns.VERSION.matcher(rest).matches()
        ? new Version(name, rest)
        : new DistTag(name, rest);
  }

  /** The grammar; names as the registry accepts them, old upper-case ones included. */
  final class Patterns {
    private static final String PART = "[A-Za-z0-9_~-][A-Za-z0-9._~-]*";
    static final Pattern NAME = Pattern.compile("(?:@[A-Za-z0-9_~.-]+/)?" + PART);
    static final Pattern VERSION =
        Pattern.compile(
            "(0|[1-9][0-9]{0,15})\\.(0|[1-9][0-9]{0,15})\\.(0|[1-9][0-9]{0,15})"
                + "(-[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?(\\+[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?");
    static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._~-]*");

    private Patterns() {}
  }
}
