package dev.windlass.builder.fetch.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails once a body goes on past its bound. Owns the stream beneath. One thread. */
final class BoundedInputStream extends FilterInputStream {
  private final long bound;
  private final String url;
  private long left;

  /**
   * @param url what to call the body in the failure
   */
  BoundedInputStream(InputStream in, long bound, String url) {
    super(in);
    this.bound = bound;
    this.left = bound;
    this.url = url;
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = in.read(buffer, offset, length);
    count(Math.max(0, count));
    return count;
  }

  @Override
  public long skip(long wanted) throws IOException {
    long skipped = in.skip(wanted);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long bytes) throws IntegrityException {
    left -= bytes;
    if (left < 0) {
      throw new IntegrityException(url + " is larger than the " + bound + " bytes allowed");
    }
  }
}
