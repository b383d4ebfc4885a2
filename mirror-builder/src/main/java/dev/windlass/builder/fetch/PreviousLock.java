package dev.windlass.builder.fetch;

import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.coordinates.Coordinates;
import java.util.Optional;

/** The entries of the last complete lock whose blobs are all still in the content store. */
@FunctionalInterface
public interface PreviousLock {
  Optional<CatalogueEntry> find(Coordinates coordinates);
}
