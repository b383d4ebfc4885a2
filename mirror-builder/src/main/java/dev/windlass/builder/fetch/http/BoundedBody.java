package dev.windlass.builder.fetch.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body with a bound, which remembers whether it was the upstream that failed its reader. */
final class BoundedBody extends FilterInputStream {
  private final String shown;
  private final long maxBytes;
  private long seen;
  private boolean broken;

  /**
   * @param shown the URL for the message
   */
  BoundedBody(InputStream body, String shown, long maxBytes) {
    super(body);
    this.shown = shown;
    this.maxBytes = maxBytes;
  }

  /** Whether reading it has thrown: then the transfer broke, not what the reader made of it. */
  boolean broken() {
    return broken;
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
    } catch (IOException e) {
      broken = true;
      throw e;
    }
    seen += Math.max(0, count);
    if (seen > maxBytes) {
      throw new IntegrityException(shown + " is larger than the " + maxBytes + " bytes allowed");
    }
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
