package dev.windlass.server.serve.oci;

import dev.windlass.spec.content.Digest;
import java.util.Arrays;

/**
 * Gives every distinct digest a small number, at about 45 bytes a digest. Filled by one thread,
 * then read by many.
 */
final class DigestTable {
  private static final int WORDS = 4;

  private long[] words = new long[WORDS * 64];

  /** Open addressing: number + 1 of the digest in a slot, 0 if the slot is free. */
  private int[] slots = new int[256];

  private int size;

  /** The digest's number, a new one if it was not there. */
  int add(Digest digest) {
    int slot = slot(digest);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    if ((size + 1) * WORDS > words.length) {
      words = Arrays.copyOf(words, words.length + (words.length / WORDS / 2) * WORDS);
    }
    int at = size * WORDS;
    words[at] = digest.a();
    words[at + 1] = digest.b();
    words[at + 2] = digest.c();
    words[at + 3] = digest.d();
    slots[slot] = ++size;
    if (size * 3L > slots.length * 2L) {
      rehash();
    }
    return size - 1;
  }

  /** The digest's number, or -1. */
  int find(Digest digest) {
    return slots[slot(digest)] - 1;
  }

  Digest get(int number) {
    int at = number * WORDS;
    return new Digest(words[at], words[at + 1], words[at + 2], words[at + 3]);
  }

  private void rehash() {
    slots = new int[slots.length * 2];
    for (int number = 0; number < size; number++) {
      slots[slot(get(number))] = number + 1;
    }
  }

  /** The slot that holds the digest, or the free one where it belongs. */
  private int slot(Digest digest) {
    int mask = slots.length - 1;
    int slot = (int) (digest.a() ^ digest.d()) & mask;
    while (slots[slot] != 0 && !holds(slots[slot] - 1, digest)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean holds(int number, Digest digest) {
    int at = number * WORDS;
    return words[at] == digest.a()
        && words[at + 1] == digest.b()
        && words[at + 2] == digest.c()
        && words[at + 3] == digest.d();
  }
}
