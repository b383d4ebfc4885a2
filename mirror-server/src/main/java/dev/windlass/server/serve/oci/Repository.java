package dev.windlass.server.serve.oci;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;

/**
 * What a repository holds, as numbers of a {@link DigestTable} and of a list of media types.
 * Immutable.
 */
final class Repository {
  private final String[] tags;
  private final int[] tagged;

  /** Sorted: digest number, media type number. */
  private final long[] manifests;

  /** Sorted: digest numbers of what may be read as a blob. */
  private final int[] blobs;

  /** Sorted: digest number of the subject, digest number of the referrer. */
  private final long[] referrers;

  private Repository(Builder builder) {
    var sorted = new TreeMap<String, Integer>();
    for (int i = 0; i < builder.tags.size(); i++) {
      sorted.putIfAbsent(builder.tags.get(i), (int) builder.tagged.get(i));
    }
    tags = sorted.keySet().toArray(String[]::new);
    tagged = sorted.values().stream().mapToInt(Integer::intValue).toArray();
    manifests = firstOfEach(builder.manifests.sorted(), Repository::high);
    blobs = Arrays.stream(builder.blobs.sorted()).distinct().mapToInt(blob -> (int) blob).toArray();
    referrers = firstOfEach(builder.referrers.sorted(), pair -> pair);
  }

  private static long[] firstOfEach(long[] sorted, LongUnaryOperator key) {
    int size = 0;
    for (long value : sorted) {
      if (size == 0 || key.applyAsLong(sorted[size - 1]) != key.applyAsLong(value)) {
        sorted[size++] = value;
      }
    }
    return Arrays.copyOf(sorted, size);
  }

  private static long pair(int high, int low) {
    return ((long) high << 32) | low;
  }

  private static int high(long pair) {
    return (int) (pair >>> 32);
  }

  /** The digest that a tag names. */
  OptionalInt tagged(String tag) {
    int at = Arrays.binarySearch(tags, tag);
    return at < 0 ? OptionalInt.empty() : OptionalInt.of(tagged[at]);
  }

  /**
   * Tags in ASCII order.
   *
   * @param last the tag after which to begin; empty: from the start
   */
  List<String> tagsAfter(String last, int count) {
    int at = last.isEmpty() ? 0 : Arrays.binarySearch(tags, last);
    int from = last.isEmpty() ? 0 : at < 0 ? -at - 1 : at + 1;
    return Arrays.asList(tags).subList(from, (int) Math.min(tags.length, (long) from + count));
  }

  /** The media type's number of a manifest. */
  OptionalInt manifest(int digest) {
    int at = Arrays.binarySearch(manifests, pair(digest, 0));
    int from = at < 0 ? -at - 1 : at;
    return from < manifests.length && high(manifests[from]) == digest
        ? OptionalInt.of((int) manifests[from])
        : OptionalInt.empty();
  }

  boolean hasBlob(int digest) {
    return Arrays.binarySearch(blobs, digest) >= 0;
  }

  /** Digests of the manifests that name this one as their subject. */
  int[] referrers(int subject) {
    int at = Arrays.binarySearch(referrers, pair(subject, 0));
    int from = at < 0 ? -at - 1 : at;
    int to = from;
    while (to < referrers.length && high(referrers[to]) == subject) {
      to++;
    }
    return Arrays.stream(referrers, from, to).mapToInt(pair -> (int) pair).toArray();
  }

  /** Gathers a repository. One thread. */
  static final class Builder {
    private final List<String> tags = new ArrayList<>();
    private final LongList tagged = new LongList();
    private final LongList manifests = new LongList();
    private final LongList blobs = new LongList();
    private final LongList referrers = new LongList();

    /** The first digest of a tag counts. */
    void tag(String tag, int digest) {
      tags.add(tag);
      tagged.add(digest);
    }

    void manifest(int digest, int mediaType) {
      manifests.add(pair(digest, mediaType));
    }

    void blob(int digest) {
      blobs.add(digest);
    }

    void referrer(int subject, int referrer) {
      referrers.add(pair(subject, referrer));
    }

    Repository build() {
      return new Repository(this);
    }
  }
}
