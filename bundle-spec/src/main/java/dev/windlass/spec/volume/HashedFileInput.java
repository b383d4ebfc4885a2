package dev.windlass.spec.volume;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.content.Sha512;
import dev.windlass.spec.content.Sha512Lane;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a file of a volume and checks size and SHA-512, computed on a second thread, before it
 * reports the end. Owns the stream beneath.
 */
final class HashedFileInput extends InputStream {
  private final String place;
  private final ListedFile file;
  private final InputStream in;
  private final Sha512Lane lane = new Sha512Lane();
  private byte[] chunk = new byte[0];
  private int position;
  private int end;
  private long seen;
  private boolean finished;

  HashedFileInput(String place, ListedFile file, InputStream in) {
    this.place = place;
    this.file = file;
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    return fill() ? chunk[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, end - position);
    System.arraycopy(chunk, position, buffer, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    return end - position;
  }

  private boolean fill() throws IOException {
    if (position < end) {
      return true;
    }
    if (finished) {
      return false;
    }
    chunk = lane.buffer();
    position = 0;
    end = in.readNBytes(chunk, 0, chunk.length);
    seen += end;
    if (seen > file.size()) {
      throw new RefusedException(
          RefusalCode.FILE_SIZE, place, "longer than the " + file.size() + " bytes listed");
    }
    if (end > 0) {
      lane.submit(end);
      return true;
    }
    finish();
    return false;
  }

  private void finish() throws IOException {
    finished = true;
    if (seen < file.size()) {
      throw new RefusedException(
          RefusalCode.FILE_SIZE, place, seen + " bytes, " + file.size() + " listed");
    }
    Sha512 actual = lane.finish();
    if (!actual.equals(file.sha512())) {
      throw new RefusedException(
          RefusalCode.FILE_HASH, place, "SHA-512 " + actual + ", listed " + file.sha512());
    }
  }

  @Override
  public void close() throws IOException {
    lane.close();
    in.close();
  }
}
