package dev.windlass.spec.volume;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.content.BlobTable;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.coordinates.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The blobs that a bundle must carry: those of the release that its base lacks. */
final class CarriedBlobs {
  private static final int TYPE_BITS = 15;
  private static final int SIZE_SHIFT = TYPE_BITS + 1;

  private BlobTable held = new BlobTable();
  private BlobTable blobs = new BlobTable();
  private final List<String> types = new ArrayList<>();
  private final Map<String, Integer> typeNumbers = new HashMap<>();
  private long bytes;

  CarriedBlobs() {
    typeNumber(Descriptor.OCTET_STREAM);
  }

  /** An entry of the base. */
  void hold(CatalogueEntry entry) {
    entry.blobs().forEach(blob -> held.add(blob.digest(), 0));
  }

  /** An entry of the release. */
  void carry(CatalogueEntry entry) {
    boolean image = entry.coordinates().kind() == Kind.OCI;
    entry.blobs().forEach(blob -> carry(entry, blob, image));
  }

  private void carry(CatalogueEntry entry, Descriptor blob, boolean image) {
    if (blob.size() >= 1L << (Long.SIZE - SIZE_SHIFT)) {
      throw new RefusedException(
          RefusalCode.LIMIT_EXCEEDED, entry.coordinates().text(), "impossible size " + blob.size());
    }
    long value =
        (blob.size() << SIZE_SHIFT) | ((long) typeNumber(blob.mediaType()) << 1) | (image ? 1 : 0);
    int row = blobs.add(blob.digest(), value);
    if (row >= 0) {
      return;
    }
    int known = -1 - row;
    if (size(known) != blob.size()) {
      throw new RefusedException(
          RefusalCode.CATALOGUE_MALFORMED,
          entry.coordinates().text(),
          blob.digest() + " is named with two sizes, " + size(known) + " and " + blob.size());
    }
    if (image) {
      blobs.setValue(known, blobs.value(known) | 1);
    }
  }

  private int typeNumber(String mediaType) {
    String type = ListedFile.safeMediaType(mediaType);
    Integer known = typeNumbers.get(type);
    if (known != null) {
      return known;
    }
    if (types.size() == 1 << TYPE_BITS) {
      return 0;
    }
    types.add(type);
    typeNumbers.put(type, types.size() - 1);
    return types.size() - 1;
  }

  /** Ends the collecting: what the base holds is left out, and the rest sorted by digest. */
  void finish() {
    BlobTable missing = new BlobTable();
    for (int row = 0; row < blobs.rows(); row++) {
      if (!held.contains(blobs.digest(row))) {
        missing.add(blobs.digest(row), blobs.value(row));
        bytes += size(row);
      }
    }
    missing.sort();
    blobs = missing;
    held = new BlobTable();
  }

  int rows() {
    return blobs.rows();
  }

  /** Sum of all sizes. */
  long bytes() {
    return bytes;
  }

  Digest digest(int row) {
    return blobs.digest(row);
  }

  long size(int row) {
    return blobs.value(row) >>> SIZE_SHIFT;
  }

  String mediaType(int row) {
    return types.get((int) (blobs.value(row) >>> 1) & ((1 << TYPE_BITS) - 1));
  }

  /** Sizes of the blobs that images name. */
  LongStream imageSizes() {
    return IntStream.range(0, rows()).filter(this::image).mapToLong(this::size);
  }

  /** Whether an image names the blob, so that it must lie whole and by itself if it fits. */
  boolean image(int row) {
    return (blobs.value(row) & 1) != 0;
  }
}
