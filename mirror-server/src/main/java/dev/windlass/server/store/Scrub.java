package dev.windlass.server.store;

import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.CatalogueReader;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.StoredBlob;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Reads every blob of the store, takes rotten ones out of service, and looks for blobs that a
 * current release names and the store lacks.
 */
public final class Scrub {
  private final LocalBlobs blobs;
  private final RottenBlobs rotten;
  private final Releases releases;

  /**
   * What one run found.
   *
   * @param outOfService all blobs that are rotten or absent after the run
   */
  public record Result(long checked, long bytes, List<Digest> outOfService) {
    public Result {
      outOfService = List.copyOf(outOfService);
    }
  }

  public Scrub(LocalBlobs blobs, RottenBlobs rotten, Releases releases) {
    this.blobs = blobs;
    this.rotten = rotten;
    this.releases = releases;
  }

  /**
   * @param stop asked between blobs; true ends the run early
   */
  public Result run(Pace pace, BooleanSupplier stop) throws IOException {
    long checked = 0;
    long bytes = 0;
    try (Stream<Digest> all = blobs.list()) {
      for (var each = all.iterator(); each.hasNext() && !stop.getAsBoolean(); ) {
        Optional<StoredBlob> blob = blobs.find(each.next());
        if (blob.isPresent()) {
          rotten.check(blob.get(), pace);
          checked++;
          bytes += blob.get().size();
        }
      }
    }
    TreeSet<Digest> outOfService = new TreeSet<>(rotten.outOfService());
    addAbsent(outOfService, stop);
    return new Result(checked, bytes, List.copyOf(outOfService));
  }

  private void addAbsent(Set<Digest> absent, BooleanSupplier stop) throws IOException {
    for (HeldRelease release : releases.current()) {
      try (CatalogueReader reader = CatalogueReader.open(release.catalogue())) {
        for (Optional<CatalogueEntry> entry = reader.next();
            entry.isPresent() && !stop.getAsBoolean();
            entry = reader.next()) {
          for (var blob : entry.get().blobs().toList()) {
            if (!blobs.has(blob.digest())) {
              absent.add(blob.digest());
            }
          }
        }
      }
    }
  }
}
