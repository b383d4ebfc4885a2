package dev.windlass.builder.fetch.oci;

import dev.windlass.builder.fetch.FetchException;
import dev.windlass.spec.content.Digest;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where an image of the mirror list comes from, as its {@code source} says. */
sealed interface ImageSource {

  /**
   * A registry.
   *
   * @param host as users write it, with its port; {@code docker.io} for Docker's own
   * @param tag absent if only a digest is given; with both, the digest decides what is fetched
   */
  record Registry(String host, String repository, Optional<String> tag, Optional<Digest> digest)
      implements ImageSource {

    /** The repository's name on the high side: its host without port, and its own name. */
    String mirrored() {
      return withoutPort(host) + "/" + repository;
    }

    /** Parses a reference as Docker does: no host means Docker's own, no tag {@code latest}. */
    static Registry parse(String text) {
      String rest = text;
      Optional<Digest> digest = Optional.empty();
      int at = rest.indexOf('@');
      if (at >= 0) {
        digest = Optional.of(digest(text, rest.substring(at + 1)));
        rest = rest.substring(0, at);
      }
      Optional<String> tag = Optional.empty();
      int colon = rest.lastIndexOf(':');
      if (colon > rest.lastIndexOf('/')) {
        tag = Optional.of(rest.substring(colon + 1));
        rest = rest.substring(0, colon);
      } else if (digest.isEmpty()) {
        tag = Optional.of("latest");
      }
      int slash = rest.indexOf('/');
      String first = slash < 0 ? "" : rest.substring(0, slash);
      boolean named = first.contains(".") || first.contains(":") || first.equals("localhost");
      String host = named ? first : DOCKER;
      String repository = named ? rest.substring(slash + 1) : rest;
      if (host.equals("index.docker.io")) {
        host = DOCKER;
      }
      if (host.equals(DOCKER) && !repository.contains("/")) {
        repository = "library/" + repository;
      }
      if (!HOST.matcher(host).matches()
          || !REPOSITORY.matcher(repository).matches()
          || !tag.map(value -> TAG.matcher(value).matches()).orElse(true)) {
        throw new FetchException(
            "tried to read the image reference "
                + text
                + ", which is none: write host/repository:tag or host/repository@sha256:…");
      }
      return new Registry(host, repository, tag, digest);
    }

    private static Digest digest(String text, String digest) {
      try {
        return Digest.parse(digest);
      } catch (IllegalArgumentException e) {
        throw new FetchException(
            "tried to read the image reference " + text + ": " + e.getMessage());
      }
    }

    private static String withoutPort(String host) {
      int colon = host.lastIndexOf(':');
      return colon < 0 ? host : host.substring(0, colon);
    }
  }

  /**
   * A directory that is an OCI image layout.
   *
   * @param tag the image's name in it; absent if it holds only one
   */
  record Layout(String directory, Optional<String> tag) implements ImageSource {}

  /**
   * A file as {@code docker save} writes it.
   *
   * @param image the image's {@code name:tag} in it; absent if it holds only one
   */
  record Archive(String file, Optional<String> image) implements ImageSource {}

  /** Host by which users name Docker's own registry. */
  String DOCKER = "docker.io";

  Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?");
  Pattern REPOSITORY =
      Pattern.compile("[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*");
  Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");

  /**
   * @throws FetchException if the text has none of the forms
   */
  static ImageSource parse(String text) {
    if (text.startsWith("oci:")) {
      String[] parts = split(text.substring("oci:".length()));
      return new Layout(parts[0], parts.length > 1 ? Optional.of(parts[1]) : Optional.empty());
    }
    if (text.startsWith("docker-archive:")) {
      String[] parts = split(text.substring("docker-archive:".length()));
      return new Archive(parts[0], parts.length > 1 ? Optional.of(parts[1]) : Optional.empty());
    }
    return Registry.parse(text.startsWith("docker://") ? text.substring(9) : text);
  }

  /** A path and, after the first colon, a name. */
  private static String[] split(String text) {
    return text.split(":", 2);
  }
}
