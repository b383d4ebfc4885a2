package dev.windlass.spec.volume;

import dev.windlass.spec.catalogue.CatalogueDiff;
import dev.windlass.spec.catalogue.ChangeSummary;
import dev.windlass.spec.catalogue.FamilyChanges;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What a bundle would say and carry, from the catalogues alone; nothing is written. */
public final class BundlePlan {
  private final CatalogueDiff.Compared compared;
  private final ChangeSummary summary;
  private final CarriedBlobs blobs;
  private final OciLayoutIndex images;

  private BundlePlan(
      CatalogueDiff.Compared compared,
      ChangeSummary summary,
      CarriedBlobs blobs,
      OciLayoutIndex images) {
    this.compared = compared;
    this.summary = summary;
    this.blobs = blobs;
    this.images = images;
  }

  /**
   * Compares the release with its base.
   *
   * @param families hears what changed while the catalogues are read
   */
  public static BundlePlan of(Path catalogue, Optional<Path> base, FamilyChanges.Consumer families)
      throws IOException {
    CarriedBlobs blobs = new CarriedBlobs();
    OciLayoutIndex images = new OciLayoutIndex();
    ChangeSummary.Counter counter = new ChangeSummary.Counter();
    FamilyChanges.Grouping grouping =
        new FamilyChanges.Grouping(changes -> {
          counter.count(changes);
          families.accept(changes);
        });
    CatalogueDiff.Compared compared =
        CatalogueDiff.run(
            base,
            catalogue,
            change -> {
              counter.count(change);
              grouping.accept(change);
              collect(change, blobs, images);
            });
    grouping.finish();
    blobs.finish();
    return new BundlePlan(compared, counter.finish(), blobs, images);
  }

  private static void collect(
      CatalogueDiff.Change change, CarriedBlobs blobs, OciLayoutIndex images) {
    switch (change) {
      case CatalogueDiff.Added(var entry) -> {
        blobs.carry(entry);
        images.add(entry);
      }
      case CatalogueDiff.Removed(var entry) -> blobs.hold(entry);
      case CatalogueDiff.Replaced(var before, var entry) -> {
        blobs.hold(before);
        blobs.carry(entry);
      }
      case CatalogueDiff.Unchanged(var entry) -> blobs.hold(entry);
    }
  }

  public CatalogueDiff.Compared compared() {
    return compared;
  }

  public ChangeSummary summary() {
    return summary;
  }

  /** Blobs that the receiver lacks. */
  public long blobCount() {
    return blobs.rows();
  }

  /** Their size. */
  public long blobBytes() {
    return blobs.bytes();
  }

  CarriedBlobs blobs() {
    return blobs;
  }

  OciLayoutIndex images() {
    return images;
  }
}
