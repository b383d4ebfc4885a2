package dev.windlass.server.serve.maven;

import dev.windlass.spec.content.Digest;
import java.util.Optional;

/**
 * A file of the repository.
 *
 * @param sha1 lower-case hex, where the low side recorded it
 */
record RepositoryFile(Digest digest, Optional<String> sha1) {}
