package dev.windlass.server.serve.maven;

import dev.windlass.spec.content.Digest;
import java.util.Optional;

/**
 * A file of the repository.
 *
 * @param sha1 forty lower-case hex digits, where the low side recorded them
 */
record RepositoryFile(Digest digest, Optional<String> sha1) {
  RepositoryFile {
    sha1 = sha1.filter(hex -> hex.matches("[0-9a-f]{40}"));
  }
}
