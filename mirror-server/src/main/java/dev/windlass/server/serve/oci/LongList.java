package dev.windlass.server.serve.oci;

import java.util.Arrays;

/** A growing list of long values. */
final class LongList {
  private long[] values = {};
  private int size;

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.max(4, size + size / 2));
    }
    values[size++] = value;
  }

  long get(int index) {
    return values[index];
  }

  /** A sorted copy. */
  long[] sorted() {
    long[] copy = Arrays.copyOf(values, size);
    Arrays.sort(copy);
    return copy;
  }
}
