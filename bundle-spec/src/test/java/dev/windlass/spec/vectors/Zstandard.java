package dev.windlass.spec.vectors;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.nio.ByteBuffer;

/** Frames for the vectors. */
final class Zstandard {
  private Zstandard() {}

  static byte[] compress(byte[] content) {
    try (ZstdCompressCtx context = new ZstdCompressCtx()) {
      return context.setLevel(3).setChecksum(true).setContentSize(true).compress(content);
    }
  }

  static byte[] compressWithoutChecksum(byte[] content) {
    try (ZstdCompressCtx context = new ZstdCompressCtx()) {
      return context.setLevel(3).setChecksum(false).setContentSize(true).compress(content);
    }
  }

  static byte[] decompress(byte[] frame) {
    return Zstd.decompress(frame, (int) Zstd.getFrameContentSize(frame));
  }

  /** A frame that claims a window of 16 MiB. */
  static byte[] wideWindow(byte[] frame) {
    byte[] content = decompress(frame);
    ByteBuffer out = ByteBuffer.allocate(frame.length + 16);
    out.put(frame, 0, 4);
    // Descriptor: content size in 4 bytes, checksum, no single segment; window 2^24.
    out.put((byte) 0x84).put((byte) ((24 - 10) << 3));
    out.putInt(Integer.reverseBytes(content.length));
    int descriptor = frame[4] & 0xff;
    int flag = descriptor >> 6;
    boolean single = (descriptor & 0x20) != 0;
    int skip = 5 + (single ? 0 : 1) + (flag == 0 ? (single ? 1 : 0) : 1 << flag);
    out.put(frame, skip, frame.length - skip);
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }
}
