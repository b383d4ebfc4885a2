package dev.windlass.spec.volume;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The catalogue on media: one zstd frame (RFC 8878) with content size and checksum, a window of at
 * most 8 MiB, no dictionary, and nothing after it.
 */
final class CompressedCatalogue {
  private static final int LEVEL = 3;
  private static final int BUFFER = 1 << 17;

  private CompressedCatalogue() {}

  /** Writes the frame of a whole file; the same bytes for the same file. */
  static void compress(Path catalogue, OutputStream out) throws IOException {
    try (FileChannel in = FileChannel.open(catalogue, StandardOpenOption.READ);
        ZstdCompressCtx context = new ZstdCompressCtx()) {
      context.setLevel(LEVEL).setChecksum(true).setContentSize(true);
      context.setPledgedSrcSize(in.size());
      ByteBuffer source = ByteBuffer.allocateDirect(BUFFER).limit(0);
      ByteBuffer target = ByteBuffer.allocateDirect(BUFFER);
      byte[] copy = new byte[BUFFER];
      boolean done = false;
      while (!done) {
        if (!source.hasRemaining()) {
          fill(in, source.clear());
        }
        EndDirective directive = source.limit() < BUFFER ? EndDirective.END : EndDirective.CONTINUE;
        boolean flushed = context.compressDirectByteBufferStream(target, source, directive);
        done = directive == EndDirective.END && flushed;
        target.flip();
        int length = target.remaining();
        target.get(copy, 0, length).clear();
        out.write(copy, 0, length);
      }
    }
  }

  private static void fill(FileChannel in, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining() && in.read(buffer) >= 0) {
      // until full or at the end
    }
    buffer.flip();
  }

  /**
   * The catalogue's bytes. The stream refuses with {@code CATALOGUE_COMPRESSION} before it reports
   * the end of anything but exactly {@code declared} bytes.
   *
   * @param compressed size of the frame
   * @param declared size of the content, as BUNDLE says
   */
  static InputStream open(String place, InputStream frame, long compressed, long declared)
      throws IOException {
    ZstdFrame guard = new ZstdFrame(place, frame, compressed, declared);
    ZstdInputStreamNoFinalizer in = new ZstdInputStreamNoFinalizer(guard);
    in.setLongMax(ZstdFrame.MAX_WINDOW_LOG);
    return new Bounded(place, in, declared);
  }

  private static final class Bounded extends FilterInputStream {
    private final String place;
    private final long declared;
    private long seen;

    Bounded(String place, InputStream in, long declared) {
      super(in);
      this.place = place;
      this.declared = declared;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count;
      try {
        count = in.read(buffer, offset, length);
      } catch (com.github.luben.zstd.ZstdIOException e) {
        throw new RefusedException(
            RefusalCode.CATALOGUE_COMPRESSION, place, "no valid zstd: " + e.getMessage(), e);
      }
      seen += Math.max(0, count);
      if (seen > declared || (count < 0 && seen < declared)) {
        throw new RefusedException(
            RefusalCode.CATALOGUE_COMPRESSION, place, "decompresses to another size than declared");
      }
      return count;
    }

    @Override
    public long skip(long count) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
