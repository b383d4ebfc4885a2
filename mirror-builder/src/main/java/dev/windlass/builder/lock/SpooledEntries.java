package dev.windlass.builder.lock;

import dev.windlass.builder.fetch.EntrySink;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.CatalogueWriter;
import dev.windlass.spec.catalogue.ReleaseId;
import dev.windlass.spec.content.Digest;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * Gathers catalogue lines in a file and keeps only their order in memory, so that a lock of many
 * entries needs little of it. Safe for many threads.
 */
final class SpooledEntries implements EntrySink, Closeable {
  private final FileChannel spool;
  private final TreeMap<String, Span> lines = new TreeMap<>();
  private long size;

  private record Span(long offset, int length) {}

  /**
   * @param file made anew and deleted at the end
   */
  SpooledEntries(Path file) throws IOException {
    spool =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
  }

  @Override
  public void add(CatalogueEntry entry) {
    try {
      ByteArrayOutputStream line = new ByteArrayOutputStream(512);
      new CatalogueWriter(line).add(entry);
      add(entry, line.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("tried to write to the content store", e);
    } catch (IllegalArgumentException e) {
      throw new FetchException(
          "tried to lock " + entry.coordinates().text() + ", but " + e.getMessage(), e);
    }
  }

  private synchronized void add(CatalogueEntry entry, byte[] line) throws IOException {
    // Coordinates are ASCII, so this orders as the catalogue does: by kind, then text and quote.
    String key = entry.coordinates().kind().text() + " " + entry.coordinates().text() + '"';
    Span known = lines.get(key);
    if (known == null) {
      write(line);
      lines.put(key, new Span(size, line.length));
      size += line.length;
    } else if (!Arrays.equals(read(known), line)) {
      throw new FetchException(
          entry.coordinates().kind().text()
              + " "
              + entry.coordinates().text()
              + " was found twice with different content: take one of the two out of the list, or"
              + " lock again if upstream has just changed it");
    }
  }

  private void write(byte[] line) throws IOException {
    for (ByteBuffer left = ByteBuffer.wrap(line); left.hasRemaining(); ) {
      spool.write(left, size + left.position());
    }
  }

  private byte[] read(Span span) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(span.length());
    while (buffer.hasRemaining()) {
      if (spool.read(buffer, span.offset() + buffer.position()) < 0) {
        throw new IOException("the spool of entries was cut");
      }
    }
    return buffer.array();
  }

  synchronized int count() {
    return lines.size();
  }

  /** Writes the catalogue and returns its release id. */
  synchronized ReleaseId writeTo(OutputStream out) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    for (Span span : lines.values()) {
      byte[] line = read(span);
      out.write(line);
      sha256.update(line);
    }
    return new ReleaseId(Digest.ofBytes(sha256.digest()));
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }
}
