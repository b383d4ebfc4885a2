package dev.windlass.builder.pack;

import dev.windlass.spec.catalogue.CatalogueDiff;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.ReleaseId;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.coordinates.Coordinates;
import dev.windlass.spec.coordinates.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a bundle of a release would carry against a base.
 *
 * @param unchanged number of entries that are the same in both
 * @param largest the largest blobs sent, largest first
 * @param licences number of entries by licence, {@code unknown} among them
 */
public record Plan(
    Optional<ReleaseId> base,
    ReleaseId release,
    List<Change> changes,
    long unchanged,
    Map<Kind, KindTotals> kinds,
    long blobs,
    long bytes,
    List<Sent> largest,
    SortedMap<String, Long> licences) {
  private static final int LARGEST = 10;

  /** What becomes of a coordinate. */
  public enum What {
    ADDED,
    REMOVED,
    CHANGED
  }

  /** One difference. */
  public record Change(What what, Coordinates coordinates) {}

  /**
   * All of one ecosystem in the new release.
   *
   * @param withEvidence entries that carry upstream signatures, checksums or attestations
   * @param blobs sent; a blob of several entries counts at the first one
   */
  public record KindTotals(long entries, long withEvidence, long blobs, long bytes) {}

  /** A blob that is sent, with the first entry that needs it. */
  public record Sent(Coordinates coordinates, Digest digest, long bytes) {}

  public static Plan of(Optional<Path> base, Path release) throws IOException {
    Collector collector = new Collector();
    CatalogueDiff.Compared compared = CatalogueDiff.run(base, release, collector);
    return collector.plan(compared);
  }

  /** Number of differences of a sort. */
  public long count(What what) {
    return changes.stream().filter(change -> change.what() == what).count();
  }

  private static final class Collector implements CatalogueDiff.ChangeConsumer {
    private final List<Change> changes = new ArrayList<>();
    private final Set<Digest> held = new HashSet<>();
    private final Map<Digest, Sent> needed = new HashMap<>();
    private final Map<Kind, long[]> entries = new EnumMap<>(Kind.class);
    private final SortedMap<String, Long> licences = new TreeMap<>();
    private long unchanged;

    @Override
    public void accept(CatalogueDiff.Change change) {
      switch (change) {
        case CatalogueDiff.Added(CatalogueEntry entry) -> {
          note(What.ADDED, entry);
          need(entry);
        }
        case CatalogueDiff.Removed(CatalogueEntry entry) -> {
          note(What.REMOVED, entry);
          hold(entry);
        }
        case CatalogueDiff.Replaced(CatalogueEntry before, CatalogueEntry entry) -> {
          note(What.CHANGED, entry);
          hold(before);
          need(entry);
        }
        case CatalogueDiff.Unchanged(CatalogueEntry entry) -> {
          unchanged++;
          hold(entry);
          count(entry);
        }
      }
    }

    private void note(What what, CatalogueEntry entry) {
      changes.add(new Change(what, entry.coordinates()));
    }

    private void hold(CatalogueEntry entry) {
      entry.blobs().forEach(blob -> held.add(blob.digest()));
    }

    private void need(CatalogueEntry entry) {
      count(entry);
      entry
          .blobs()
          .forEach(blob ->
              needed.putIfAbsent(
                  blob.digest(), new Sent(entry.coordinates(), blob.digest(), blob.size())));
    }

    private void count(CatalogueEntry entry) {
      long[] totals = entries.computeIfAbsent(entry.coordinates().kind(), _ -> new long[2]);
      totals[0]++;
      totals[1] += entry.evidence().isEmpty() ? 0 : 1;
      licences.merge(entry.licence().orElse("unknown"), 1L, Long::sum);
    }

    Plan plan(CatalogueDiff.Compared compared) {
      needed.keySet().removeAll(held);
      Map<Kind, long[]> sent = new EnumMap<>(Kind.class);
      long bytes = 0;
      for (Sent blob : needed.values()) {
        long[] totals = sent.computeIfAbsent(blob.coordinates().kind(), _ -> new long[2]);
        totals[0]++;
        totals[1] += blob.bytes();
        bytes += blob.bytes();
      }
      Map<Kind, KindTotals> kinds = new EnumMap<>(Kind.class);
      entries.forEach((kind, counted) -> {
        long[] blobs = sent.getOrDefault(kind, new long[2]);
        kinds.put(kind, new KindTotals(counted[0], counted[1], blobs[0], blobs[1]));
      });
      List<Sent> largest =
          needed.values().stream()
              .sorted(Comparator.comparingLong(Sent::bytes).reversed().thenComparing(Sent::digest))
              .limit(LARGEST)
              .toList();
      return new Plan(
          compared.base(),
          compared.release(),
          List.copyOf(changes),
          unchanged,
          kinds,
          needed.size(),
          bytes,
          largest,
          licences);
    }
  }
}
