package dev.windlass.signing.verify;

import dev.windlass.signing.verify.Verdict.Content;
import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.content.BlobTable;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.volume.BundleContent;
import dev.windlass.spec.volume.FileRole;
import dev.windlass.spec.volume.ImageCheck;
import dev.windlass.spec.volume.VolumeReader;
import java.io.IOException;
import java.util.List;

/**
 * Step 9: the catalogue is the release that BUNDLE names; every digest in it, links and evidence
 * included, is in the bundle with its size, or in the base; every image manifest in the bundle
 * links to nothing that its entry leaves out; and the bundle has no blob besides.
 */
final class Step9Catalogue {
  private final HeldReleases.Holding base;
  private final BlobTable blobs;
  private final BlobTable elsewhere = new BlobTable();
  private long entries;

  private Step9Catalogue(HeldReleases.Holding base, BlobTable blobs) {
    this.base = base;
    this.blobs = blobs;
  }

  /**
   * @throws RefusedException with {@code CATALOGUE_COMPRESSION}, {@code BLOB_SIZE} or a code of
   *     step 9
   */
  static Content check(VerifiedBundle bundle, List<VolumeReader> volumes, Step8Blobs found)
      throws IOException {
    Step9Catalogue step = new Step9Catalogue(bundle.base(), found.blobs());
    ImageCheck images = new ImageCheck(new ImageBlobs(volumes)::open);
    BundleContent.forEachEntry(
        bundle.header(),
        volumes.getFirst(),
        entry -> {
          step.check(entry);
          images.add(entry);
        });
    images.finish(
        bundle.header(), volumes.stream().map(VolumeReader::list).toList(), step.blobs::contains);
    for (int row = 0; row < step.blobs.rows(); row++) {
      if ((step.blobs.value(row) & 1) == 0) {
        throw new RefusedException(
            RefusalCode.BLOB_UNLISTED,
            FileRole.BLOBS + step.blobs.digest(row).hex(),
            "a blob that the catalogue does not name");
      }
    }
    return new Content(
        step.entries,
        step.blobs.rows(),
        found.bytes(),
        step.elsewhere.rows(),
        !(bundle.base() instanceof HeldReleases.Holding.Unknown));
  }

  private void check(CatalogueEntry entry) {
    entries++;
    entry.blobs().forEach(blob -> check(entry, blob));
  }

  private void check(CatalogueEntry entry, Descriptor blob) {
    int row = blobs.find(blob.digest());
    if (row < 0) {
      requireInBase(entry, blob);
      return;
    }
    long size = blobs.value(row) >>> 1;
    if (size != blob.size()) {
      throw new RefusedException(
          RefusalCode.BLOB_SIZE,
          entry.coordinates().text(),
          blob.digest() + " has " + size + " bytes, the catalogue says " + blob.size());
    }
    blobs.setValue(row, (size << 1) | 1);
  }

  private void requireInBase(CatalogueEntry entry, Descriptor blob) {
    boolean missing =
        base instanceof HeldReleases.Holding.Complete(var held) && !held.test(blob.digest());
    if (missing) {
      throw new RefusedException(
          RefusalCode.BLOB_MISSING,
          entry.coordinates().text(),
          blob.digest() + " is neither in the bundle nor in its base");
    }
    elsewhere.add(blob.digest(), 0);
  }
}
