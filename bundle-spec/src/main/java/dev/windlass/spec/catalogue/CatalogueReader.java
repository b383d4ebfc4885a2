package dev.windlass.spec.catalogue;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.content.Digest;
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
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int filled;
  private byte[] lastKey = new byte[256];
  private int lastKeyLength;

  /**
   * @param name what to call the input in refusals
   */
  public CatalogueReader(String name, InputStream in, CatalogueLimits limits) {
    this.name = name;
    this.limits = limits;
    this.in = new DigestInputStream(in, sha256);
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
    EntryParser parser = new EntryParser(line, length);
    CatalogueEntry entry;
    try {
      entry = parser.parse();
    } catch (IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()), e);
    }
    requireOrder(parser.keyEnd());
    return Optional.of(entry);
  }

  /** The order of coordinates is the byte order of the lines' beginnings. */
  private void requireOrder(int length) {
    if (Arrays.compareUnsigned(line, 0, length, lastKey, 0, lastKeyLength) <= 0) {
      throw malformed("entries are not sorted, or one comes twice", null);
    }
    if (length > lastKey.length) {
      lastKey = new byte[length * 2];
    }
    System.arraycopy(line, 0, lastKey, 0, length);
    lastKeyLength = length;
  }

  private int readLine() throws IOException {
    int length = 0;
    while (true) {
      if (position == filled) {
        filled = in.read(buffer);
        position = 0;
        if (filled < 0) {
          filled = 0;
          if (length == 0) {
            return -1;
          }
          throw malformed("the last line has no line feed", null);
        }
      }
      int end = position;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      length = append(length, end - position);
      position = end;
      if (end < filled) {
        position++;
        return length;
      }
    }
  }

  private int append(int length, int count) {
    int total = length + count;
    if (total > limits.lineBytes()) {
      throw new RefusedException(
          RefusalCode.LIMIT_EXCEEDED, place(), "a line exceeds " + limits.lineBytes() + " bytes");
    }
    if (total > line.length) {
      line = Arrays.copyOf(line, Math.max(total, line.length * 2));
    }
    System.arraycopy(buffer, position, line, length, count);
    return total;
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
