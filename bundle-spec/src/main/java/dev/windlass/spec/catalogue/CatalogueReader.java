package dev.windlass.spec.catalogue;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.content.Digest;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Streams a catalogue strictly: one entry in memory at a time, order and bounds enforced, anything
 * but the canonical form refused. Owns the stream. One thread.
 */
public final class CatalogueReader implements Closeable {
  private final String name;
  private final InputStream in;
  private final CatalogueLimits limits;
  private final MessageDigest sha256 = Digest.sha256();
  private byte[] line = new byte[4096];
  private long lines;
  private long bytes;
  private @Nullable CatalogueEntry last;

  /**
   * @param name what to call the input in refusals
   */
  public CatalogueReader(String name, InputStream in, CatalogueLimits limits) {
    this.name = name;
    this.limits = limits;
    this.in = new BufferedInputStream(new DigestInputStream(in, sha256), 1 << 16);
  }

  public static CatalogueReader open(Path file) throws IOException {
    return new CatalogueReader(
        String.valueOf(file.getFileName()), Files.newInputStream(file), CatalogueLimits.FORMAT);
  }

  /**
   * The next entry, or empty at the end.
   *
   * @throws RefusedException with {@code CATALOGUE_MALFORMED} or {@code LIMIT_EXCEEDED}
   */
  public Optional<CatalogueEntry> next() throws IOException {
    int length = readLine();
    if (length < 0) {
      return Optional.empty();
    }
    lines++;
    bytes += length + 1L;
    if (lines > limits.lines()) {
      throw new RefusedException(
          RefusalCode.LIMIT_EXCEEDED, place(), "more than " + limits.lines() + " entries");
    }
    CatalogueEntry entry;
    try {
      entry = EntryCodec.decode(line, length);
    } catch (IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()), e);
    }
    if (last != null && entry.coordinates().compareTo(last.coordinates()) <= 0) {
      throw malformed("entries are not sorted, or one comes twice", null);
    }
    last = entry;
    return Optional.of(entry);
  }

  private int readLine() throws IOException {
    int length = 0;
    while (true) {
      int c = in.read();
      if (c == '\n') {
        return length;
      }
      if (c < 0) {
        if (length == 0) {
          return -1;
        }
        throw malformed("the last line has no line feed", null);
      }
      if (length == limits.lineBytes()) {
        throw new RefusedException(
            RefusalCode.LIMIT_EXCEEDED, place(), "a line exceeds " + limits.lineBytes() + " bytes");
      }
      if (length == line.length) {
        line = Arrays.copyOf(line, Math.min(limits.lineBytes(), line.length * 2));
      }
      line[length++] = (byte) c;
    }
  }

  private RefusedException malformed(String reason, @Nullable Throwable cause) {
    return cause == null
        ? new RefusedException(RefusalCode.CATALOGUE_MALFORMED, place(), reason)
        : new RefusedException(RefusalCode.CATALOGUE_MALFORMED, place(), reason, cause);
  }

  private String place() {
    return name + " line " + Math.max(1, lines);
  }

  /** Entries read so far. */
  public long lines() {
    return lines;
  }

  /** Bytes of the entries read so far. */
  public long bytes() {
    return bytes;
  }

  /** The release id; meaningful only after {@link #next} has answered empty. */
  public ReleaseId releaseId() {
    return new ReleaseId(Digest.ofBytes(sha256.digest()));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
