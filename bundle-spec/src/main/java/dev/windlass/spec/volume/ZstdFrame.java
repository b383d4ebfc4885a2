package dev.windlass.spec.volume;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Passes exactly one zstd frame through and reads its structure on the way (RFC 8878, 3.1.1): the
 * header must declare the expected content size, a checksum, a small window and no dictionary;
 * skippable frames, further frames and trailing bytes are refused.
 */
final class ZstdFrame extends InputStream {
  /** Largest window: 8 MiB, what every decoder supports (RFC 8878, 3.1.1.1.2). */
  static final int MAX_WINDOW_LOG = 23;

  private static final int MAGIC = 0xFD2FB528;
  private static final int CHECKSUM_BYTES = 4;

  /** A frame may grow by this factor, above the first mebibyte. */
  private static final long MAX_RATIO = 1000;

  private final String place;
  private final InputStream in;
  private byte[] pending;
  private int pendingAt;
  private long block;
  private boolean last;
  private boolean ended;

  ZstdFrame(String place, InputStream in, long compressed, long declared) throws IOException {
    this.place = place;
    this.in = in;
    if (declared > (compressed * MAX_RATIO) + (1 << 20)) {
      throw refused("declares more than " + MAX_RATIO + " times its compressed size");
    }
    this.pending = header(declared);
  }

  private byte[] header(long declared) throws IOException {
    byte[] start = take(5);
    if (ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt() != MAGIC) {
      throw refused("no zstd frame");
    }
    int descriptor = start[4] & 0xff;
    boolean single = (descriptor & 0x20) != 0;
    boolean checksum = (descriptor & 0x04) != 0;
    if (!checksum || (descriptor & 0x0b) != 0) {
      throw refused("a frame without checksum, or with a dictionary or a reserved bit");
    }
    byte[] window = take(single ? 0 : 1);
    int flag = descriptor >> 6;
    byte[] size = take(flag == 0 ? (single ? 1 : 0) : 1 << flag);
    if (size.length == 0) {
      throw refused("the frame declares no content size");
    }
    long content = little(size) + (size.length == 2 ? 256 : 0);
    if (content != declared) {
      throw refused("the frame declares " + content + " bytes, BUNDLE " + declared);
    }
    if ((single ? content : windowBytes(window[0] & 0xff)) > 1L << MAX_WINDOW_LOG) {
      throw refused("the frame's window is larger than 8 MiB");
    }
    return ByteBuffer.allocate(5 + window.length + size.length)
        .put(start)
        .put(window)
        .put(size)
        .array();
  }

  private static long windowBytes(int descriptor) {
    long base = 1L << (10 + (descriptor >> 3));
    return base + ((base / 8) * (descriptor & 7));
  }

  private static long little(byte[] bytes) {
    long value = 0;
    for (int i = bytes.length - 1; i >= 0; i--) {
      value = (value << 8) | (bytes[i] & 0xff);
    }
    return value;
  }

  private byte[] take(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw refused("the frame is cut off");
    }
    return bytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (pendingAt == pending.length && block == 0 && !advance()) {
      return -1;
    }
    if (pendingAt < pending.length) {
      int count = Math.min(length, pending.length - pendingAt);
      System.arraycopy(pending, pendingAt, buffer, offset, count);
      pendingAt += count;
      return count;
    }
    int count = in.read(buffer, offset, (int) Math.min(length, block));
    if (count < 0) {
      throw refused("the frame is cut off");
    }
    block -= count;
    return count;
  }

  /** Steps to the next block's header, to the checksum, or to the end. */
  private boolean advance() throws IOException {
    if (ended) {
      return false;
    }
    pendingAt = 0;
    if (last) {
      pending = take(CHECKSUM_BYTES);
      ended = true;
      if (in.read() >= 0) {
        throw refused("something follows the frame");
      }
      return true;
    }
    pending = take(3);
    int header = (int) little(pending);
    last = (header & 1) != 0;
    int type = (header >> 1) & 3;
    if (type == 3) {
      throw refused("a reserved block type");
    }
    block = type == 1 ? 1 : header >> 3;
    return true;
  }

  private RefusedException refused(String reason) {
    return new RefusedException(RefusalCode.CATALOGUE_COMPRESSION, place, reason);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
