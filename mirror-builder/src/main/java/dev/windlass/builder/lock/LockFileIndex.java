package dev.windlass.builder.lock;

import dev.windlass.builder.fetch.PreviousLock;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.CatalogueLimits;
import dev.windlass.spec.catalogue.CatalogueReader;
import dev.windlass.spec.content.BlobStore;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.coordinates.Coordinates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.Optional;

/**
 * The last lock, searched in its file: its lines are sorted by kind and coordinate, with which each
 * begins. Takes no memory for entries. Safe for many threads until it is closed.
 */
final class LockFileIndex implements PreviousLock, AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final MemorySegment text;
  private final BlobStore store;

  private LockFileIndex(Path lock, BlobStore store) throws IOException {
    this.store = store;
    this.text = Files.exists(lock) ? map(lock) : MemorySegment.NULL;
  }

  private MemorySegment map(Path lock) throws IOException {
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    }
  }

  /** The index, or one that finds nothing if there is no lock yet. */
  static LockFileIndex open(Path lock, BlobStore store) throws IOException {
    return new LockFileIndex(lock, store);
  }

  @Override
  public Optional<CatalogueEntry> find(Coordinates coordinates) {
    String head =
        "{\"kind\":\""
            + coordinates.kind().text()
            + "\",\"coordinate\":\""
            + coordinates.text()
            + "\",";
    Optional<byte[]> line = search(head.getBytes(StandardCharsets.UTF_8));
    if (line.isEmpty()) {
      return Optional.empty();
    }
    try {
      Optional<CatalogueEntry> entry = parse(line.get());
      return entry.isPresent() && held(entry.get()) ? entry : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("tried to look into the content store", e);
    }
  }

  private static Optional<CatalogueEntry> parse(byte[] line) throws IOException {
    try (CatalogueReader reader =
        new CatalogueReader(
            "mirror.lock", new ByteArrayInputStream(line), CatalogueLimits.FORMAT)) {
      return reader.next();
    }
  }

  private boolean held(CatalogueEntry entry) throws IOException {
    for (Iterator<Descriptor> blobs = entry.blobs().iterator(); blobs.hasNext(); ) {
      if (!store.has(blobs.next().digest())) {
        return false;
      }
    }
    return true;
  }

  /** Finds the line that begins with {@code head} by halving the file. */
  private Optional<byte[]> search(byte[] head) {
    long low = 0;
    long high = text.byteSize();
    while (low < high) {
      long start = lineStart((low + high) >>> 1, low);
      long end = lineEnd(start);
      int order = compare(start, end, head);
      if (order == 0) {
        return Optional.of(text.asSlice(start, end - start).toArray(ValueLayout.JAVA_BYTE));
      }
      if (order < 0) {
        low = end;
      } else {
        high = start;
      }
    }
    return Optional.empty();
  }

  private long lineStart(long position, long floor) {
    long start = position;
    while (start > floor && at(start - 1) != '\n') {
      start--;
    }
    return start;
  }

  /** Just behind the line feed. */
  private long lineEnd(long start) {
    long end = start;
    while (end < text.byteSize() && at(end) != '\n') {
      end++;
    }
    return Math.min(end + 1, text.byteSize());
  }

  private int compare(long start, long end, byte[] head) {
    for (int i = 0; i < head.length; i++) {
      if (start + i >= end) {
        return -1;
      }
      int order = Integer.compare(at(start + i) & 0xff, head[i] & 0xff);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private byte at(long offset) {
    return text.get(ValueLayout.JAVA_BYTE, offset);
  }

  @Override
  public void close() {
    arena.close();
  }
}
