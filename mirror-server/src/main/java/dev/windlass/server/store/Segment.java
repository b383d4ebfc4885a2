package dev.windlass.server.store;

import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.StoredBlob;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Many small blobs in one immutable file. Which of them were removed stands in a second file beside
 * it, so that removing rewrites nothing large. Safe for many threads; {@link #remove} for one.
 *
 * <pre>
 * blobs    one after the other, in the order of their digests
 * index    a row each: digest (32 bytes), offset (4), size (4), big-endian
 * trailer  "WLSEG\0\0\1", number of rows (8), SHA-256 of the index (32)
 * </pre>
 *
 * <p>The index is mapped, not read: a million blobs take no heap.
 */
public final class Segment {
  static final int ROW = 40;
  static final long MAX_BYTES = Integer.MAX_VALUE;
  private static final long MAGIC = 0x574c534547000001L;
  private static final int TRAILER = 48;
  private static final String SUFFIX = ".segment";
  private static final String GONE = ".gone";
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final Path file;
  private final int rows;
  private final long dataBytes;
  private final byte[] indexHash;
  private final MemorySegment index;
  private final Digest first;
  private final Digest last;
  private volatile BitSet gone;

  private Segment(
      Path file, int rows, long dataBytes, byte[] indexHash, MemorySegment index, BitSet gone) {
    this.file = file;
    this.rows = rows;
    this.dataBytes = dataBytes;
    this.indexHash = indexHash;
    this.index = index;
    this.gone = gone;
    this.first = digest(0);
    this.last = digest(rows - 1);
  }

  /** The file of a segment in a directory. */
  public static Path file(Path directory, String name) {
    return directory.resolve(name + SUFFIX);
  }

  static boolean isSegment(Path file) {
    return file.toString().endsWith(SUFFIX);
  }

  /** Where the removed rows of a segment stand. */
  static Path gone(Path file) {
    return file.resolveSibling(file.getFileName() + GONE);
  }

  static boolean isGone(Path file) {
    return file.toString().endsWith(SUFFIX + GONE);
  }

  /** The segment that a list of removed rows belongs to. */
  static Path ofGone(Path gone) {
    String name = String.valueOf(gone.getFileName());
    return gone.resolveSibling(name.substring(0, name.length() - GONE.length()));
  }

  static ByteBuffer trailer(byte[] rows) {
    byte[] hash = Digest.sha256().digest(rows);
    return ByteBuffer.allocate(TRAILER).putLong(MAGIC).putLong(rows.length / ROW).put(hash).flip();
  }

  /**
   * Opens a segment and checks its index.
   *
   * @throws DamagedSegmentException if the file is cut off, or its index changed
   */
  public static Segment open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      ByteBuffer trailer = ByteBuffer.allocate(TRAILER);
      if (size > TRAILER) {
        readFully(channel, trailer, size - TRAILER);
      }
      trailer.clear();
      long magic = trailer.getLong();
      long rows = trailer.getLong();
      if (magic != MAGIC || rows < 1 || rows > (size - TRAILER) / ROW) {
        throw new DamagedSegmentException(file + " is no whole segment");
      }
      long indexBytes = rows * ROW;
      long at = size - TRAILER - indexBytes;
      MemorySegment index =
          channel.map(FileChannel.MapMode.READ_ONLY, at, indexBytes, Arena.ofAuto());
      byte[] hash = new byte[32];
      trailer.get(hash);
      var sha256 = Digest.sha256();
      sha256.update(index.asByteBuffer());
      if (!Arrays.equals(hash, sha256.digest())) {
        throw new DamagedSegmentException("the index of " + file + " changed");
      }
      return new Segment(file, (int) rows, at, hash, index, readGone(file));
    }
  }

  private static void readFully(FileChannel channel, ByteBuffer into, long at) throws IOException {
    long position = at;
    while (into.hasRemaining()) {
      int count = channel.read(into, position);
      if (count < 0) {
        return;
      }
      position += count;
    }
  }

  private static BitSet readGone(Path file) throws IOException {
    try {
      return BitSet.valueOf(Files.readAllBytes(gone(file)));
    } catch (NoSuchFileException e) {
      return new BitSet();
    }
  }

  /** Looks again which rows another process removed. */
  void refresh() throws IOException {
    gone = readGone(file);
  }

  /** The name that segments with these blobs have in the store, whoever wrote them. */
  String storeName() {
    return HexFormat.of().formatHex(indexHash, 0, 16);
  }

  Path file() {
    return file;
  }

  /** Sum of the blobs' sizes, removed ones included. */
  long dataBytes() {
    return dataBytes;
  }

  /** The rows of the blobs that were not removed. */
  IntStream live() {
    BitSet without = gone;
    return IntStream.range(0, rows).filter(row -> !without.get(row));
  }

  Digest digest(int row) {
    long at = (long) row * ROW;
    return new Digest(
        index.get(LONG, at),
        index.get(LONG, at + 8),
        index.get(LONG, at + 16),
        index.get(LONG, at + 24));
  }

  private int offset(int row) {
    return index.get(INT, (long) row * ROW + 32);
  }

  int size(int row) {
    return index.get(INT, (long) row * ROW + 36);
  }

  /** The blob, if it is here and was not removed. */
  Optional<StoredBlob> find(Digest digest) {
    int row = row(digest);
    if (row < 0 || gone.get(row)) {
      return Optional.empty();
    }
    long end = (long) offset(row) + size(row);
    // Nothing of a file that another process deleted or cut off is promised.
    return file.toFile().length() >= end ? Optional.of(blob(row)) : Optional.empty();
  }

  StoredBlob blob(int row) {
    return new SegmentBlob(this, digest(row), size(row), offset(row));
  }

  private int row(Digest digest) {
    if (digest.compareTo(first) < 0 || digest.compareTo(last) > 0) {
      return -1;
    }
    int low = 0;
    int high = rows - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Long.compareUnsigned(index.get(LONG, (long) middle * ROW), digest.a());
      if (order == 0) {
        order = digest(middle).compareTo(digest);
      }
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /**
   * Removes blobs: at once from view, and from the medium when {@link SegmentStore#compact} copies
   * what is left.
   */
  void remove(Predicate<Digest> doomed) throws IOException {
    BitSet next = (BitSet) gone.clone();
    live().filter(row -> doomed.test(digest(row))).forEach(next::set);
    if (!next.equals(gone)) {
      AtomicFile.write(gone(file), next.toByteArray());
      gone = next;
    }
  }

  /** A blob that lies in a segment. */
  record SegmentBlob(Segment segment, Digest digest, long size, long offset) implements StoredBlob {
    @Override
    public InputStream open(long from) throws IOException {
      FileChannel channel = FileChannel.open(segment.file, StandardOpenOption.READ);
      try {
        long start = Objects.checkIndex(from, size + 1);
        return new BoundedInput(
            Channels.newInputStream(channel.position(offset + start)), size - start);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }

    @Override
    public Optional<Path> file() {
      return Optional.empty();
    }
  }
}
