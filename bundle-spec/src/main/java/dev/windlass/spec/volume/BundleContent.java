package dev.windlass.spec.volume;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.CatalogueLimits;
import dev.windlass.spec.catalogue.CatalogueReader;
import dev.windlass.spec.catalogue.ReleaseId;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The catalogue that volume 1 of a bundle carries. */
public final class BundleContent {
  private BundleContent() {}

  /** Takes one entry of a catalogue. */
  @FunctionalInterface
  public interface EntryConsumer {
    void accept(CatalogueEntry entry) throws IOException;
  }

  /**
   * The catalogue's uncompressed bytes, whose end shows only when all checks passed. Hash the
   * volume's files first. The caller closes the stream.
   *
   * @throws RefusedException with {@code FILES_MALFORMED} if this is not volume 1, {@code
   *     CATALOGUE_COMPRESSION}, {@code FILE_HASH}
   */
  public static InputStream openCatalogue(BundleHeader header, VolumeReader first)
      throws IOException {
    ListedFile file = catalogueFile(first);
    return CompressedCatalogue.open(
        first.place(file), first.open(file), file.size(), header.catalogueBytes());
  }

  private static ListedFile catalogueFile(VolumeReader volume) {
    List<ListedFile> files = volume.files();
    return files.stream()
        .filter(file -> file.role() instanceof FileRole.Catalogue)
        .findFirst()
        .orElseThrow(() ->
            new RefusedException(
                RefusalCode.FILES_MALFORMED,
                VolumeNames.directory(volume.volume()),
                "no catalogue in this volume"));
  }

  /**
   * Reads the whole catalogue, and checks at its end that it is the release that BUNDLE names.
   *
   * @throws RefusedException also with {@code CATALOGUE_MALFORMED}, {@code LIMIT_EXCEEDED} or
   *     {@code CATALOGUE_DIGEST}
   */
  public static void forEachEntry(BundleHeader header, VolumeReader first, EntryConsumer consumer)
      throws IOException {
    try (CatalogueReader reader =
        new CatalogueReader(
            "catalogue.jsonl", openCatalogue(header, first), CatalogueLimits.FORMAT)) {
      for (Optional<CatalogueEntry> entry = reader.next();
          entry.isPresent();
          entry = reader.next()) {
        consumer.accept(entry.get());
      }
      ReleaseId actual = reader.releaseId();
      if (!actual.equals(header.release())) {
        throw new RefusedException(
            RefusalCode.CATALOGUE_DIGEST,
            "catalogue.jsonl",
            "its digest is " + actual + ", BUNDLE says " + header.release());
      }
    }
  }
}
