package dev.windlass.spec.content;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A set of blobs, each with a number of the owner's, in 48 bytes a blob or less: a release of some
 * millions fits a small heap. Filled first, then {@link #sort sorted}; rows are numbered from 0 in
 * the order of adding, after sorting in the order of digests. One thread while it changes.
 */
public final class BlobTable {
  private static final int WORDS = 5;
  private static final int CHUNK_BITS = 13;
  private static final int CHUNK_ROWS = 1 << CHUNK_BITS;

  // A key of this table alone, so that nobody can choose digests that collide.
  private final long key = ThreadLocalRandom.current().nextLong() | 1;
  private long[][] chunks = new long[4][];
  private int[] slots = new int[1 << 10];
  private int rows;
  private boolean sorted;

  /** Number of blobs. */
  public int rows() {
    return rows;
  }

  /**
   * Adds a blob unless it is there.
   *
   * @return its row if it is new, else −1 − its row
   */
  public int add(Digest digest, long value) {
    if (sorted) {
      throw new IllegalStateException("a sorted table takes no more");
    }
    int slot = slot(digest);
    if (slots[slot] != 0) {
      return -slots[slot];
    }
    int row = rows;
    if ((row >> CHUNK_BITS) == chunks.length) {
      chunks = Arrays.copyOf(chunks, chunks.length * 2);
    }
    if ((row & (CHUNK_ROWS - 1)) == 0) {
      chunks[row >> CHUNK_BITS] = new long[CHUNK_ROWS * WORDS];
    }
    put(row, 0, digest.a());
    put(row, 1, digest.b());
    put(row, 2, digest.c());
    put(row, 3, digest.d());
    put(row, 4, value);
    rows++;
    slots[slot] = rows;
    if (rows > slots.length / 2) {
      grow();
    }
    return row;
  }

  private int slot(Digest digest) {
    int slot = hash(digest.a(), digest.d()) & (slots.length - 1);
    while (slots[slot] != 0 && !matches(slots[slot] - 1, digest)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private int hash(long first, long last) {
    long mixed = (first ^ Long.rotateLeft(last, 32)) * key;
    return (int) (((mixed ^ (mixed >>> 32)) * key) >>> 33);
  }

  private void grow() {
    slots = new int[slots.length * 2];
    for (int row = 0; row < rows; row++) {
      int slot = hash(word(row, 0), word(row, 3)) & (slots.length - 1);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = row + 1;
    }
  }

  /** The blob's row, or −1. */
  public int find(Digest digest) {
    if (!sorted) {
      return slots[slot(digest)] - 1;
    }
    int low = 0;
    int high = rows - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = digest(middle).compareTo(digest);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  public boolean contains(Digest digest) {
    return find(digest) >= 0;
  }

  public Digest digest(int row) {
    return new Digest(word(row, 0), word(row, 1), word(row, 2), word(row, 3));
  }

  public long value(int row) {
    return word(row, 4);
  }

  public void setValue(int row, long value) {
    put(row, 4, value);
  }

  /** Orders the rows by digest. Nothing can be added afterwards. */
  public void sort() {
    slots = new int[0];
    sorted = true;
    // Heap sort: in place, and no input makes it slow.
    for (int root = (rows / 2) - 1; root >= 0; root--) {
      sink(root, rows);
    }
    for (int end = rows - 1; end > 0; end--) {
      swap(0, end);
      sink(0, end);
    }
  }

  private void sink(int from, int end) {
    int root = from;
    for (int child = (2 * root) + 1; child < end; child = (2 * root) + 1) {
      if (child + 1 < end && compare(child, child + 1) < 0) {
        child++;
      }
      if (compare(root, child) >= 0) {
        return;
      }
      swap(root, child);
      root = child;
    }
  }

  private int compare(int left, int right) {
    for (int i = 0; i < WORDS - 1; i++) {
      int order = Long.compareUnsigned(word(left, i), word(right, i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private void swap(int left, int right) {
    for (int i = 0; i < WORDS; i++) {
      long word = word(left, i);
      put(left, i, word(right, i));
      put(right, i, word);
    }
  }

  private boolean matches(int row, Digest digest) {
    return word(row, 0) == digest.a()
        && word(row, 1) == digest.b()
        && word(row, 2) == digest.c()
        && word(row, 3) == digest.d();
  }

  private long word(int row, int index) {
    return chunks[row >> CHUNK_BITS][((row & (CHUNK_ROWS - 1)) * WORDS) + index];
  }

  private void put(int row, int index, long word) {
    chunks[row >> CHUNK_BITS][((row & (CHUNK_ROWS - 1)) * WORDS) + index] = word;
  }
}
