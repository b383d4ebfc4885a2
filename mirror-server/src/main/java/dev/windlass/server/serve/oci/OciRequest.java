package dev.windlass.server.serve.oci;

import java.util.Optional;

/** What a path below {@code /v2/} asks for. */
sealed interface OciRequest {
  /** Whether the server speaks this API. */
  record Version() implements OciRequest {}

  /** The names of all repositories. */
  record Catalog() implements OciRequest {}

  record Tags(String repository) implements OciRequest {}

  /**
   * @param reference tag or digest
   */
  record Manifest(String repository, String reference) implements OciRequest {}

  record Blob(String repository, String digest) implements OciRequest {}

  record Referrers(String repository, String digest) implements OciRequest {}

  /** Reads a path from its end, since a repository's name may hold any word. */
  static Optional<OciRequest> parse(String path) {
    if (path.isEmpty()) {
      return Optional.of(new Version());
    }
    if (path.equals("_catalog")) {
      return Optional.of(new Catalog());
    }
    int last = path.lastIndexOf('/');
    int middle = path.lastIndexOf('/', last - 1);
    if (middle < 1) {
      return Optional.empty();
    }
    String repository = path.substring(0, middle);
    String reference = path.substring(last + 1);
    return switch (path.substring(middle + 1, last)) {
      case "manifests" -> Optional.of(new Manifest(repository, reference));
      case "blobs" -> Optional.of(new Blob(repository, reference));
      case "referrers" -> Optional.of(new Referrers(repository, reference));
      case "tags" ->
          reference.equals("list") ? Optional.of(new Tags(repository)) : Optional.empty();
      default -> Optional.empty();
    };
  }
}
