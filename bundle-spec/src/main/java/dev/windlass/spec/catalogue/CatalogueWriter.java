package dev.windlass.spec.catalogue;

import dev.windlass.spec.content.Digest;
import dev.windlass.spec.coordinates.Coordinates;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Writes entries in their canonical order and learns the release id on the way. Leaves the stream
 * open and unflushed. One thread.
 */
public final class CatalogueWriter {
  private final OutputStream out;
  private final MessageDigest sha256 = Digest.sha256();
  private @Nullable Coordinates last;
  private long bytes;

  public CatalogueWriter(OutputStream out) {
    this.out = out;
  }

  /** Sorts and writes all entries, and returns the release id. */
  public static ReleaseId write(Collection<CatalogueEntry> entries, OutputStream out)
      throws IOException {
    CatalogueWriter writer = new CatalogueWriter(out);
    var sorted =
        entries.stream()
            .sorted((left, right) -> left.coordinates().compareTo(right.coordinates()))
            .toList();
    for (CatalogueEntry entry : sorted) {
      writer.add(entry);
    }
    return writer.finish();
  }

  /**
   * @throws IllegalArgumentException if the entry does not follow the last one
   */
  public void add(CatalogueEntry entry) throws IOException {
    if (last != null && entry.coordinates().compareTo(last) <= 0) {
      throw new IllegalArgumentException(
          entry.coordinates().text() + " does not follow " + last.text());
    }
    last = entry.coordinates();
    byte[] line = EntryCodec.encode(entry);
    out.write(line);
    out.write('\n');
    sha256.update(line);
    sha256.update((byte) '\n');
    bytes += line.length + 1L;
  }

  /** Bytes written so far. */
  public long bytes() {
    return bytes;
  }

  /** The release id of what was written. Call once, at the end. */
  public ReleaseId finish() {
    return new ReleaseId(Digest.ofBytes(sha256.digest()));
  }
}
