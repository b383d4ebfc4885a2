package dev.windlass.builder.fetch;

import java.io.IOException;

/**
 * The work for one entry of the mirror list. Runs on its own virtual thread and may start more
 * through {@link FetchContext#parallel}; blocks freely. Ends normally only when every blob of every
 * entry that it gave to the sink is in the store.
 */
public interface FetchTask {
  /** The entry as its user wrote it, for progress and failure reports: {@code npm express@^5}. */
  String name();

  /**
   * @param entries takes the catalogue entries found; the same entry may be given twice, also by
   *     different tasks
   * @throws FetchException with what was tried, why it failed and what to do
   */
  void run(FetchContext context, EntrySink entries) throws IOException, InterruptedException;
}
