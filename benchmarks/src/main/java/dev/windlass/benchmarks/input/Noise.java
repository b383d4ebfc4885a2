package dev.windlass.benchmarks.input;

import java.io.InputStream;

/**
 * Pseudo-random bytes that do not compress, the same for the same seed. Fast enough for gigabytes
 * (xorshift64*).
 */
final class Noise extends InputStream {
  private long state;
  private long left;

  Noise(long seed, long size) {
    state = seed * 0x9E3779B97F4A7C15L + 0x6A09E667F3BCC909L;
    if (state == 0) {
      state = 1;
    }
    left = size;
  }

  private long next() {
    state ^= state >>> 12;
    state ^= state << 25;
    state ^= state >>> 27;
    return state * 0x2545F4914F6CDD1DL;
  }

  @Override
  public int read() {
    if (left == 0) {
      return -1;
    }
    left--;
    return (int) (next() >>> 56);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (left == 0) {
      return -1;
    }
    int count = (int) Math.min(length, left);
    int done = 0;
    while (done < count) {
      long word = next();
      for (int i = 0; i < 8 && done < count; i++) {
        buffer[offset + done++] = (byte) word;
        word >>>= 8;
      }
    }
    left -= count;
    return count;
  }
}
