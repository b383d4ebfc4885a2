package dev.windlass.spec.volume;

import dev.windlass.spec.content.Sha512;
import dev.windlass.spec.content.Sha512Lane;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes a new file and computes its SHA-512 on a second thread meanwhile. */
final class HashedFileOutput extends OutputStream {
  private final FileChannel channel;
  private final Sha512Lane lane = new Sha512Lane();
  private int filled;
  private long written;

  HashedFileOutput(Path file) throws IOException {
    channel =
        FileChannel.open(
            file,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int count = Math.min(length - done, Sha512Lane.CHUNK - filled);
      System.arraycopy(bytes, offset + done, lane.buffer(), filled, count);
      done += count;
      advance(count);
    }
  }

  /**
   * Copies up to {@code limit} bytes without a buffer between.
   *
   * @return the bytes copied, fewer than the limit only if the input ended
   */
  long transferFrom(InputStream in, long limit) throws IOException {
    long done = 0;
    while (done < limit) {
      int room = (int) Math.min(limit - done, Sha512Lane.CHUNK - filled);
      int count = in.read(lane.buffer(), filled, room);
      if (count < 0) {
        break;
      }
      done += count;
      advance(count);
    }
    return done;
  }

  private void advance(int count) throws IOException {
    filled += count;
    written += count;
    if (filled == Sha512Lane.CHUNK) {
      drain();
    }
  }

  private void drain() throws IOException {
    byte[] bytes = lane.buffer();
    lane.submit(filled);
    ByteBuffer rest = ByteBuffer.wrap(bytes, 0, filled);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
    filled = 0;
  }

  /** Bytes taken so far. */
  long written() {
    return written;
  }

  /** Ends the file and returns its hash. Call once. */
  Sha512 finish() throws IOException {
    if (filled > 0) {
      drain();
    }
    channel.close();
    return lane.finish();
  }

  @Override
  public void close() throws IOException {
    lane.close();
    channel.close();
  }
}
