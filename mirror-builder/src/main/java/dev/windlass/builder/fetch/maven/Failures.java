package dev.windlass.builder.fetch.maven;

import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.fetch.http.HttpStatusException;
import java.util.Optional;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ChecksumFailureException;

/** Puts Maven Resolver's failures into words, with the next step. */
final class Failures {
  private Failures() {}

  static FetchException of(String tried, Throwable cause) {
    return new FetchException("tried to " + tried + ", but " + text(cause), cause);
  }

  /** What went wrong, and what to do about it. */
  static String text(Throwable failure) {
    return failure.getMessage() + ": " + advice(failure);
  }

  private static String advice(Throwable failure) {
    Optional<ChecksumFailureException> checksum = find(failure, ChecksumFailureException.class);
    if (checksum.isPresent()) {
      return String.valueOf(checksum.get().getExpected()).length() < 32
          ? "the repository publishes no checksum, so nothing vouches for the file; take it from"
              + " one that does"
          : "the file is not the one that the repository's checksum names; do not use it, and tell"
              + " the repository's owner";
    }
    Optional<HttpStatusException> status = find(failure, HttpStatusException.class);
    if (status.isPresent() && (status.get().status() == 401 || status.get().status() == 403)) {
      return "put credentials for the repository's id into the servers of your Maven settings.xml";
    }
    if (failure instanceof IllegalArgumentException) {
      return "write group:artifact[:extension[:classifier]]:version";
    }
    return status.isEmpty() || find(failure, ArtifactNotFoundException.class).isPresent()
        ? "look at the coordinates, or add the repository that has it to maven.repositories"
        : "run again when the repository answers";
  }

  private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
    }
    return Optional.empty();
  }
}
