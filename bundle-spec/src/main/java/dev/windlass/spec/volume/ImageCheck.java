package dev.windlass.spec.volume;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.Link;
import dev.windlass.spec.content.BlobTable;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.coordinates.OciCoordinates;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The part of step 9 that is about images: whoever serves a manifest must be able to serve, or
 * knowingly lack, all that it links to, and an image layout must be one. Takes every entry of the
 * catalogue in order, then {@link #finish}.
 */
public final class ImageCheck {
  /** Where manifests are read from. */
  @FunctionalInterface
  public interface Manifests {
    /**
     * The blob's bytes, whose hash has been checked or is checked at the stream's end; or empty if
     * it is out of reach, as what a base supplies may be.
     */
    Optional<InputStream> open(Digest digest) throws IOException;
  }

  private final Manifests manifests;
  private final OciLayoutIndex layout = new OciLayoutIndex();
  private final BlobTable named = new BlobTable();
  private final BlobTable described = new BlobTable();
  private final BlobTable blobs = new BlobTable();

  public ImageCheck(Manifests manifests) {
    this.manifests = manifests;
  }

  /**
   * Takes an entry; those of other kinds are passed over. Its digests are those of blobs that are
   * there.
   *
   * @throws RefusedException with {@code MANIFEST_MALFORMED}, {@code LIMIT_EXCEEDED}, {@code
   *     BLOB_MISSING} or {@code BLOB_SIZE}
   */
  public void add(CatalogueEntry entry) throws IOException {
    if (!(entry.coordinates() instanceof OciCoordinates coordinates)) {
      return;
    }
    layout.add(entry);
    entry.blobs().forEach(blob -> blobs.add(blob.digest(), 0));
    switch (coordinates) {
      case OciCoordinates.Tag _ -> named.add(entry.digest(), 0);
      case OciCoordinates.Manifest _ -> {
        described.add(entry.digest(), 0);
        entry.links().stream()
            .filter(link -> link.present() && link.rel().equals("manifest"))
            .forEach(link -> named.add(link.descriptor().digest(), 0));
        Optional<InputStream> content = manifests.open(entry.digest());
        if (content.isPresent()) {
          try (InputStream in = content.get()) {
            checkLinks(entry, read(entry, in));
          }
        }
      }
    }
  }

  private static ImageManifest read(CatalogueEntry entry, InputStream in) throws IOException {
    if (entry.descriptor().size() > ImageManifest.MAX_BYTES) {
      throw refused(RefusalCode.LIMIT_EXCEEDED, entry, "a manifest above 4 MiB");
    }
    byte[] bytes = in.readAllBytes();
    ImageManifest manifest;
    try {
      manifest = ImageManifest.parse(bytes);
    } catch (IllegalArgumentException e) {
      throw refused(RefusalCode.MANIFEST_MALFORMED, entry, String.valueOf(e.getMessage()));
    }
    String expected = entry.descriptor().mediaType();
    if (!manifest.mediaType().orElse(expected).equals(expected)) {
      throw refused(
          RefusalCode.MANIFEST_MALFORMED,
          entry,
          "says to be " + manifest.mediaType().get() + ", its entry says " + expected);
    }
    return manifest;
  }

  private static void checkLinks(CatalogueEntry entry, ImageManifest manifest) {
    Map<Digest, Long> links = new HashMap<>();
    for (Link link : entry.links()) {
      links.put(link.descriptor().digest(), link.descriptor().size());
    }
    for (ImageManifest.Part part : manifest.parts()) {
      Long size = links.get(part.digest());
      if (size == null) {
        throw refused(
            RefusalCode.BLOB_MISSING,
            entry,
            "links to " + part.digest() + ", which its entry does not name");
      }
      if (size != part.size()) {
        throw refused(
            RefusalCode.BLOB_SIZE,
            entry,
            part.digest() + " has " + size + " bytes, the manifest says " + part.size());
      }
    }
  }

  /**
   * After the last entry.
   *
   * @param volumes FILES of every volume, volume 1 first
   * @param carried whether the bundle has the blob
   * @throws RefusedException with {@code CATALOGUE_MALFORMED} or {@code OCI_LAYOUT_MISMATCH}
   */
  public void finish(BundleHeader header, List<FilesList> volumes, Predicate<Digest> carried) {
    for (int row = 0; row < named.rows(); row++) {
      if (!described.contains(named.digest(row))) {
        throw new RefusedException(
            RefusalCode.CATALOGUE_MALFORMED,
            "catalogue.jsonl",
            "the manifest " + named.digest(row) + " has no entry of its own");
      }
    }
    FilesList first = volumes.getFirst();
    layout.check(header, first);
    boolean whole = OciLayoutIndex.standsIn(first);
    BlobTable files = new BlobTable();
    for (FilesList volume : whole ? List.of(first) : volumes) {
      for (ListedFile file : volume.files()) {
        switch (file.role()) {
          case FileRole.Blob(var digest) -> files.add(digest, 0);
          case FileRole.Part(var digest, _) when !whole -> files.add(digest, 0);
          case FileRole.Part _,
              FileRole.Pack _,
              FileRole.Catalogue _,
              FileRole.OciLayout _,
              FileRole.OciIndex _,
              FileRole.Delta _ -> {}
        }
      }
    }
    for (int row = 0; row < blobs.rows(); row++) {
      Digest digest = blobs.digest(row);
      if (!files.contains(digest) && carried.test(digest)) {
        throw new RefusedException(
            RefusalCode.OCI_LAYOUT_MISMATCH,
            FileRole.BLOBS + digest.hex(),
            whole
                ? "an image's blob, but not whole in volume 1, which is an image layout"
                : "an image's blob in a pack");
      }
    }
  }

  private static RefusedException refused(RefusalCode code, CatalogueEntry entry, String reason) {
    return new RefusedException(code, entry.coordinates().text(), reason);
  }
}
