package dev.windlass.spec.coordinates;

import dev.windlass.spec.content.Digest;
import java.util.regex.Pattern;

/**
 * A manifest of an image repository, by tag or by digest. A repository's name begins with the host
 * that it came from, so that images of several registries never collide. Layers and configurations
 * have no coordinate: manifests link to them.
 */
public sealed interface OciCoordinates extends Coordinates {
  /**
   * Name as in the OCI distribution specification, for instance {@code docker.io/library/alpine}.
   */
  String repository();

  @Override
  default Kind kind() {
    return Kind.OCI;
  }

  /** {@code <repository>:<tag>}. */
  record Tag(String repository, String tag) implements OciCoordinates {
    public Tag {
      Grammar.require(Patterns.REPOSITORY, "repository", repository);
      Grammar.require(Patterns.TAG, "tag", tag);
    }

    @Override
    public String text() {
      return repository + ":" + tag;
    }
  }

  /** {@code <repository>@sha256:<hex>}: an image manifest, an index, or any other manifest. */
  record Manifest(String repository, Digest digest) implements OciCoordinates {
    public Manifest {
      Grammar.require(Patterns.REPOSITORY, "repository", repository);
    }

    @Override
    public String text() {
      return repository + "@" + digest;
    }
  }

  static OciCoordinates parse(String text) {
    int at = text.indexOf('@');
    if (at >= 0) {
      return new Manifest(text.substring(0, at), Digest.parse(text.substring(at + 1)));
    }
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("image coordinate without tag or digest: " + text);
    }
    return new Tag(text.substring(0, colon), text.substring(colon + 1));
  }

  /** The grammar of the OCI distribution specification. */
  final class Patterns {
    private static final String PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";

    static final Pattern REPOSITORY = Pattern.compile(PART + "(?:/" + PART + ")*");
    static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");

    private Patterns() {}
  }
}
