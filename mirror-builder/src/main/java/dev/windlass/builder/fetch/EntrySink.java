package dev.windlass.builder.fetch;

import dev.windlass.spec.catalogue.CatalogueEntry;

/** Takes entries for the lock. Safe for many threads. */
public interface EntrySink {
  /**
   * @throws FetchException if another entry with this coordinate and other content was given before
   */
  void add(CatalogueEntry entry);
}
