package dev.windlass.spec.catalogue;

import dev.windlass.spec.content.Descriptor;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts of a diff.
 *
 * @param upgraded families of which versions left and others came
 * @param addedBytes blobs of the added entries; what several entries share counts for each
 * @param licences number of added entries by licence
 * @param withoutEvidence added entries that carry no evidence
 */
public record ChangeSummary(
    long added,
    long removed,
    long replaced,
    long unchanged,
    long upgraded,
    long addedBytes,
    SortedMap<String, Long> licences,
    long withoutEvidence) {

  /** What an entry without licence counts under. */
  public static final String UNKNOWN_LICENCE = "unknown";

  public ChangeSummary {
    licences = Collections.unmodifiableSortedMap(new TreeMap<>(licences));
  }

  /** Counts while a diff runs. */
  public static final class Counter {
    /** Licences are the upstream's words: more different ones than this are counted together. */
    private static final int MOST_LICENCES = 500;

    private static final String OTHER_LICENCES = "further licences";

    private final SortedMap<String, Long> licences = new TreeMap<>();
    private long added;
    private long removed;
    private long replaced;
    private long unchanged;
    private long upgraded;
    private long addedBytes;
    private long withoutEvidence;

    public void count(CatalogueDiff.Change change) {
      switch (change) {
        case CatalogueDiff.Added(var entry) -> {
          added++;
          addedBytes += entry.blobs().mapToLong(Descriptor::size).sum();
          withoutEvidence += entry.evidence().isEmpty() ? 1 : 0;
          String licence = entry.licence().orElse(UNKNOWN_LICENCE);
          boolean room = licences.size() < MOST_LICENCES || licences.containsKey(licence);
          licences.merge(room ? licence : OTHER_LICENCES, 1L, Long::sum);
        }
        case CatalogueDiff.Removed _ -> removed++;
        case CatalogueDiff.Replaced _ -> replaced++;
        case CatalogueDiff.Unchanged _ -> unchanged++;
      }
    }

    public void count(FamilyChanges changes) {
      upgraded += changes.upgraded() ? 1 : 0;
    }

    public ChangeSummary finish() {
      return new ChangeSummary(
          added, removed, replaced, unchanged, upgraded, addedBytes, licences, withoutEvidence);
    }
  }
}
