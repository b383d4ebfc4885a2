package dev.windlass.spec.content;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * Passes a blob through and checks it: size while reading, digest before it reports the end. A
 * reader that saw {@code -1} has seen exactly the blob. Owns and closes the stream beneath. One
 * thread.
 */
public final class VerifyingInputStream extends FilterInputStream {
  private final Digest expected;
  private final long size;
  private final MessageDigest sha256 = Digest.sha256();
  private long seen;
  private boolean checked;

  public VerifyingInputStream(InputStream in, Digest expected, long size) {
    super(in);
    this.expected = expected;
    this.size = size;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = in.read(buffer, offset, length);
    if (count < 0) {
      finish();
      return -1;
    }
    seen += count;
    if (seen > size) {
      throw new ContentMismatchException(
          ContentMismatchException.Defect.LONG, expected + " has more than its " + size + " bytes");
    }
    sha256.update(buffer, offset, count);
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    byte[] scratch = new byte[(int) Math.min(8192, Math.max(1, count))];
    long skipped = 0;
    while (skipped < count) {
      int read = read(scratch, 0, (int) Math.min(scratch.length, count - skipped));
      if (read < 0) {
        break;
      }
      skipped += read;
    }
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void finish() throws ContentMismatchException {
    if (checked) {
      return;
    }
    checked = true;
    if (seen < size) {
      throw new ContentMismatchException(
          ContentMismatchException.Defect.SHORT,
          expected + " ended after " + seen + " of " + size + " bytes");
    }
    Digest actual = Digest.ofBytes(sha256.digest());
    if (!actual.equals(expected)) {
      throw new ContentMismatchException(
          ContentMismatchException.Defect.DIGEST, "expected " + expected + ", got " + actual);
    }
  }
}
