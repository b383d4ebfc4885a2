package dev.windlass.server.intake;

import dev.windlass.server.store.HeldRelease;
import dev.windlass.signing.verify.HeldReleases;
import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.CatalogueReader;
import dev.windlass.spec.content.BlobTable;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.coordinates.Kind;
import dev.windlass.spec.volume.BundleHeader;
import dev.windlass.spec.volume.FilesList;
import dev.windlass.spec.volume.ImageCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The end of step 7 and step 9, with all volumes taken: the bundle's totals; the catalogue is the
 * release that BUNDLE names; every digest in it is in the bundle with its size or in the base; the
 * bundle carries nothing else; every image manifest links to nothing that the catalogue leaves out.
 */
final class ReleaseCheck {
  private final Session session;
  private final HeldReleases.Holding base;
  private final BlobTable carried;
  private final ImageCheck images;
  private final BlobTable counted = new BlobTable();
  private final SortedMap<Kind, HeldRelease.Totals> totals = new TreeMap<>();

  /**
   * @param carried every blob of the bundle with its size
   */
  ReleaseCheck(
      Session session,
      HeldReleases.Holding base,
      BlobTable carried,
      ImageCheck.Manifests manifests) {
    this.session = session;
    this.base = base;
    this.carried = carried;
    this.images = new ImageCheck(manifests);
  }

  /**
   * @return what the release holds, by kind
   * @throws RefusedException with {@code TOTALS_MISMATCH} or a code of step 9
   */
  SortedMap<Kind, HeldRelease.Totals> check() throws IOException {
    List<FilesList> volumes = new ArrayList<>();
    for (int volume : session.taken()) {
      volumes.add(session.files(volume));
    }
    checkTotals(volumes);
    try (CatalogueReader reader = CatalogueReader.open(session.catalogue())) {
      for (Optional<CatalogueEntry> entry = reader.next();
          entry.isPresent();
          entry = reader.next()) {
        check(entry.get());
      }
      if (!reader.releaseId().equals(session.header().release())) {
        throw new RefusedException(
            RefusalCode.CATALOGUE_DIGEST,
            "catalogue.jsonl",
            "its digest is " + reader.releaseId() + ", BUNDLE says " + session.header().release());
      }
    }
    images.finish(session.header(), volumes, carried::contains);
    for (int row = 0; row < carried.rows(); row++) {
      if (!counted.contains(carried.digest(row))) {
        throw new RefusedException(
            RefusalCode.BLOB_UNLISTED,
            carried.digest(row).toString(),
            "the bundle carries a blob that the catalogue does not name");
      }
    }
    return totals;
  }

  private void checkTotals(List<FilesList> volumes) {
    long files = 0;
    long bytes = 0;
    for (FilesList list : volumes) {
      files += list.files().size() + 1L;
      bytes += list.bytes() + list.encode().length;
    }
    BundleHeader header = session.header();
    if (files != header.files() || bytes != header.bytes()) {
      throw new RefusedException(
          RefusalCode.TOTALS_MISMATCH,
          BundleHeader.NAME,
          "the volumes have %d files of %d bytes, BUNDLE says %d of %d"
              .formatted(files, bytes, header.files(), header.bytes()));
    }
  }

  private void check(CatalogueEntry entry) throws IOException {
    long fresh = 0;
    for (Descriptor blob : entry.blobs().toList()) {
      check(entry, blob);
      if (counted.add(blob.digest(), 0) >= 0) {
        fresh += blob.size();
      }
    }
    totals.merge(
        entry.coordinates().kind(),
        new HeldRelease.Totals(1, fresh),
        (a, b) -> new HeldRelease.Totals(a.entries() + b.entries(), a.bytes() + b.bytes()));
    images.add(entry);
  }

  private void check(CatalogueEntry entry, Descriptor blob) {
    int row = carried.find(blob.digest());
    if (row < 0) {
      boolean held =
          base instanceof HeldReleases.Holding.Complete(var blobs) && blobs.test(blob.digest());
      if (!held) {
        throw new RefusedException(
            RefusalCode.BLOB_MISSING,
            entry.coordinates().text(),
            blob.digest() + " is neither in the bundle nor in its base");
      }
      return;
    }
    if (carried.value(row) != blob.size()) {
      throw new RefusedException(
          RefusalCode.BLOB_SIZE,
          entry.coordinates().text(),
          blob.digest()
              + " has "
              + carried.value(row)
              + " bytes, the catalogue says "
              + blob.size());
    }
  }
}
