package dev.windlass.server.serve.npm;

import dev.windlass.spec.content.Digest;
import dev.windlass.spec.coordinates.SemanticVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * One package's versions in their order, and its dist-tags. Digests are kept as bare words, since a
 * release may have a million versions.
 */
final class PackageIndex {
  static final String LATEST = "latest";

  /** Words of a digest. */
  private static final int DIGEST = 4;

  /** Words of a version: its tarball's digest and its metadata's. */
  private static final int ROW = 2 * DIGEST;

  private final String name;
  private final String[] versions;
  private final long[] words;
  private final Map<String, String> tags;

  private PackageIndex(String name, String[] versions, long[] words, Map<String, String> tags) {
    this.name = name;
    this.versions = versions;
    this.words = words;
    this.tags = tags;
  }

  String name() {
    return name;
  }

  /** Number of versions, at least one; they are in ascending order. */
  int size() {
    return versions.length;
  }

  String version(int row) {
    return versions[row];
  }

  Digest tarball(int row) {
    return digest(words, row * ROW);
  }

  Digest metadata(int row) {
    return digest(words, row * ROW + DIGEST);
  }

  private static Digest digest(long[] words, int at) {
    return new Digest(words[at], words[at + 1], words[at + 2], words[at + 3]);
  }

  OptionalInt find(String version) {
    return IntStream.range(0, versions.length)
        .filter(row -> versions[row].equals(version))
        .findFirst();
  }

  /** Dist-tags to versions; {@code latest} is always among them. */
  SortedMap<String, String> tags() {
    SortedMap<String, String> all = new TreeMap<>(tags);
    all.computeIfAbsent(LATEST, tag -> newest());
    return all;
  }

  String latest() {
    String tagged = tags.get(LATEST);
    return tagged == null ? newest() : tagged;
  }

  /** The newest release, or prerelease if there are only those. */
  private String newest() {
    for (int row = versions.length - 1; row >= 0; row--) {
      if (SemanticVersion.parse(versions[row]).isRelease()) {
        return versions[row];
      }
    }
    return versions[versions.length - 1];
  }

  /** Gathers one package. Of the same version or tag given twice the first one counts. */
  static final class Builder {
    private final String name;
    private String[] versions = new String[1];
    private long[] words = new long[ROW];
    private int size;
    private final Map<String, Digest> tags = new TreeMap<>();

    Builder(String name) {
      this.name = name;
    }

    void version(String version, Digest tarball, Digest metadata) {
      if (size == versions.length) {
        versions = Arrays.copyOf(versions, size * 2);
        words = Arrays.copyOf(words, size * 2 * ROW);
      }
      versions[size] = version;
      put(words, size * ROW, tarball);
      put(words, size * ROW + DIGEST, metadata);
      size++;
    }

    private static void put(long[] words, int at, Digest digest) {
      words[at] = digest.a();
      words[at + 1] = digest.b();
      words[at + 2] = digest.c();
      words[at + 3] = digest.d();
    }

    void tag(String tag, Digest tarball) {
      tags.putIfAbsent(tag, tarball);
    }

    private record Ordered(int row, SemanticVersion version) {}

    /** The package, or empty if it has no version. */
    Optional<PackageIndex> build() {
      if (size == 0) {
        return Optional.empty();
      }
      List<Ordered> rows = new ArrayList<>(size);
      Set<String> seen = new HashSet<>();
      for (int row = 0; row < size; row++) {
        if (seen.add(versions[row])) {
          rows.add(new Ordered(row, SemanticVersion.parse(versions[row])));
        }
      }
      rows.sort(Comparator.comparing(Ordered::version));
      int[] order = rows.stream().mapToInt(Ordered::row).toArray();
      String[] sorted = new String[order.length];
      long[] sortedWords = new long[order.length * ROW];
      for (int i = 0; i < order.length; i++) {
        sorted[i] = versions[order[i]];
        System.arraycopy(words, order[i] * ROW, sortedWords, i * ROW, ROW);
      }
      return Optional.of(new PackageIndex(name, sorted, sortedWords, tagged(sorted, sortedWords)));
    }

    private Map<String, String> tagged(String[] sorted, long[] sortedWords) {
      Map<String, String> tagged = new TreeMap<>();
      tags.forEach((tag, tarball) -> {
        for (int row = 0; row < sorted.length; row++) {
          if (digest(sortedWords, row * ROW).equals(tarball)) {
            tagged.put(tag, sorted[row]);
          }
        }
      });
      return Map.copyOf(tagged);
    }
  }
}
