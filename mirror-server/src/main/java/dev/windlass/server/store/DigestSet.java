package dev.windlass.server.store;

import dev.windlass.spec.content.Digest;
import java.util.Arrays;

/**
 * A fixed set of digests in eight bytes each: the sorted first words. Two digests that share the
 * first 64 bits are one to it, so it may say yes once too often, never no; good where a wrong yes
 * means only that a verified blob is kept or shown.
 */
public final class DigestSet {
  private final long[] words;

  private DigestSet(long[] words) {
    this.words = words;
  }

  /** Number of members. */
  public int size() {
    return words.length;
  }

  /** The member's position in the set, or a negative number. */
  public int indexOf(Digest digest) {
    return Arrays.binarySearch(words, digest.a());
  }

  public boolean contains(Digest digest) {
    return indexOf(digest) >= 0;
  }

  /** Collects digests. One thread. */
  public static final class Builder {
    private long[] words = new long[1024];
    private int count;

    /** Adds the digest; adding it again is harmless. */
    public void add(Digest digest) {
      if (count == words.length) {
        compact();
        if (count > words.length / 2) {
          words = Arrays.copyOf(words, Math.multiplyExact(words.length, 2));
        }
      }
      words[count++] = digest.a();
    }

    private void compact() {
      Arrays.sort(words, 0, count);
      int kept = 0;
      for (int i = 0; i < count; i++) {
        if (i == 0 || words[i] != words[i - 1]) {
          words[kept++] = words[i];
        }
      }
      count = kept;
    }

    public DigestSet build() {
      compact();
      return new DigestSet(Arrays.copyOf(words, count));
    }
  }
}
