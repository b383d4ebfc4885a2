package dev.windlass.server.serve;

import dev.windlass.server.http.Service;
import dev.windlass.spec.catalogue.CatalogueEntry;

/**
 * Builds the index of one ecosystem while the catalogues of all current releases stream by. One
 * thread.
 */
public interface Indexer {
  /**
   * Takes the next entry of this ecosystem. Within a stream entries come in catalogue order; of two
   * entries with the same coordinate from different streams the first one counts.
   */
  void add(CatalogueEntry entry);

  /**
   * Ends the index. Called once.
   *
   * @param content the blobs of the releases; blobs are not to be read here, since activation must
   *     be quick: read them lazily
   */
  Service finish(Content content);
}
