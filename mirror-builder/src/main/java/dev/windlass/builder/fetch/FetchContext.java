package dev.windlass.builder.fetch;

import dev.windlass.builder.fetch.http.Http;
import dev.windlass.builder.progress.Progress;
import dev.windlass.spec.content.DirectoryBlobStore;
import java.io.IOException;
import java.util.Collection;

/** What a task works with. All members are safe for many threads. */
public interface FetchContext {
  /** The one HTTP client, with its limits, retries and resumption. */
  Http http();

  /** The local content store that all fetches stream into. */
  DirectoryBlobStore store();

  /** The lock of the last complete run, so that immutable artifacts need not be fetched again. */
  PreviousLock previous();

  /** Small facts kept between runs, such as validators of metadata documents. */
  Memo memo();

  Progress progress();

  /**
   * Runs all parts, side by side on virtual threads, and returns when all have ended. If some fail,
   * the others still run; then the first failure is thrown with the rest suppressed.
   */
  void parallel(Collection<? extends Part> parts) throws IOException, InterruptedException;

  /** A piece of a task. */
  @FunctionalInterface
  interface Part {
    void run() throws IOException, InterruptedException;
  }
}
