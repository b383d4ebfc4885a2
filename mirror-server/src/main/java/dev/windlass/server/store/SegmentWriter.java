package dev.windlass.server.store;

import dev.windlass.spec.content.Digest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes a {@link Segment}. The file counts only once {@link #finish} has ended it; forcing it to
 * the medium is the caller's. One thread.
 */
public final class SegmentWriter implements Closeable {
  private static final int BUFFER = 1 << 20;

  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private ByteBuffer index = ByteBuffer.allocate(1024 * Segment.ROW);
  private @Nullable Digest last;
  private long end;

  /**
   * @param file is replaced if it is there
   */
  public SegmentWriter(Path file) throws IOException {
    channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
  }

  /**
   * Adds a blob, in ascending order of digests.
   *
   * @param digest of these bytes, which the caller has checked
   */
  public void add(Digest digest, byte[] bytes, int offset, int size) throws IOException {
    if (last != null && digest.compareTo(last) <= 0) {
      throw new IllegalArgumentException("not in ascending order: " + digest);
    }
    last = digest;
    if (end + size > Segment.MAX_BYTES) {
      throw new IllegalArgumentException("a segment has at most " + Segment.MAX_BYTES + " bytes");
    }
    if (index.remaining() < Segment.ROW) {
      index = ByteBuffer.allocate(index.capacity() * 2).put(index.flip());
    }
    index.putLong(digest.a()).putLong(digest.b()).putLong(digest.c()).putLong(digest.d());
    index.putInt((int) end).putInt(size);
    write(ByteBuffer.wrap(bytes, offset, size));
    end += size;
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      int count = Math.min(bytes.remaining(), buffer.remaining());
      buffer.put(buffer.position(), bytes, bytes.position(), count);
      buffer.position(buffer.position() + count);
      bytes.position(bytes.position() + count);
      if (!buffer.hasRemaining()) {
        flush();
      }
    }
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  /** Number of blobs added. */
  public int rows() {
    return index.position() / Segment.ROW;
  }

  /**
   * Ends the file.
   *
   * @param force whether the bytes are on the medium when this returns
   */
  public void finish(boolean force) throws IOException {
    byte[] rows = Arrays.copyOf(index.array(), index.position());
    write(ByteBuffer.wrap(rows));
    write(Segment.trailer(rows));
    flush();
    if (force) {
      channel.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
