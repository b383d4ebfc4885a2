package dev.windlass.server.serve.terraform;

import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.content.Descriptor;

/**
 * One version of a module.
 *
 * @param archive its kind, which is also its file name extension
 * @param subdirectory where in the archive the module lies; empty: at its root
 */
record ModuleArchive(Descriptor descriptor, String archive, String subdirectory) {
  static ModuleArchive of(CatalogueEntry entry) {
    return new ModuleArchive(
        entry.descriptor(),
        entry.attribute("archive").orElse("zip"),
        entry.attribute("subdirectory").orElse(""));
  }
}
