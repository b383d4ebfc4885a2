package dev.windlass.builder.fetch;

import java.util.List;

/**
 * One ecosystem's low side: turns its section of the mirror list, which it was made with, into
 * tasks that can run side by side.
 */
public interface Fetcher {
  /** One task an entry of the list, in the list's order. Does no I/O. */
  List<FetchTask> tasks();
}
