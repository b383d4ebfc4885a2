package dev.windlass.server.store;

import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.DirectoryBlobStore;
import dev.windlass.spec.content.StoredBlob;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Reads every blob of the store and takes rotten ones out of service. */
public final class Scrub {
  private final DirectoryBlobStore blobs;
  private final RottenBlobs rotten;

  /**
   * What one run found.
   *
   * @param outOfService all blobs out of service after the run
   */
  public record Result(long checked, long bytes, List<Digest> outOfService) {
    public Result {
      outOfService = List.copyOf(outOfService);
    }
  }

  public Scrub(DirectoryBlobStore blobs, RottenBlobs rotten) {
    this.blobs = blobs;
    this.rotten = rotten;
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
    return new Result(checked, bytes, rotten.outOfService());
  }
}
