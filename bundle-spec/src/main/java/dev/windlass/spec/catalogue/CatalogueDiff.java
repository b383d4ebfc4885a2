package dev.windlass.spec.catalogue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Compares two releases coordinate by coordinate, streaming both. */
public final class CatalogueDiff {
  private CatalogueDiff() {}

  /** What became of one coordinate. */
  public sealed interface Change {
    /** The entry that the change is about: the later one where there are two. */
    CatalogueEntry entry();
  }

  /** Only the new release has it. */
  public record Added(CatalogueEntry entry) implements Change {}

  /** Only the base has it. */
  public record Removed(CatalogueEntry entry) implements Change {}

  /** Both have it, with another blob or other facts. */
  public record Replaced(CatalogueEntry before, CatalogueEntry entry) implements Change {}

  /** Both have the same. */
  public record Unchanged(CatalogueEntry entry) implements Change {}

  /** Takes the changes in the order of their coordinates. */
  @FunctionalInterface
  public interface ChangeConsumer {
    void accept(Change change) throws IOException;
  }

  /**
   * The two releases that were compared.
   *
   * @param base empty if there was none
   * @param releaseBytes size of the new catalogue
   */
  public record Compared(Optional<ReleaseId> base, ReleaseId release, long releaseBytes) {}

  /**
   * Reads both catalogues once.
   *
   * @param base empty for a full bundle: everything is added then
   * @throws dev.windlass.spec.RefusedException if one of them is no catalogue
   */
  public static Compared run(Optional<Path> base, Path release, ChangeConsumer consumer)
      throws IOException {
    try (CatalogueReader after = CatalogueReader.open(release)) {
      if (base.isEmpty()) {
        merge(Optional::empty, after, consumer);
        return new Compared(Optional.empty(), after.releaseId(), after.bytes());
      }
      try (CatalogueReader before = CatalogueReader.open(base.get())) {
        merge(before::next, after, consumer);
        return new Compared(Optional.of(before.releaseId()), after.releaseId(), after.bytes());
      }
    }
  }

  @FunctionalInterface
  private interface Source {
    Optional<CatalogueEntry> next() throws IOException;
  }

  private static void merge(Source base, CatalogueReader release, ChangeConsumer consumer)
      throws IOException {
    Optional<CatalogueEntry> before = base.next();
    Optional<CatalogueEntry> after = release.next();
    while (before.isPresent() || after.isPresent()) {
      int order = order(before, after);
      if (order < 0) {
        consumer.accept(new Removed(before.orElseThrow()));
      } else if (order > 0) {
        consumer.accept(new Added(after.orElseThrow()));
      } else if (before.equals(after)) {
        consumer.accept(new Unchanged(after.orElseThrow()));
      } else {
        consumer.accept(new Replaced(before.orElseThrow(), after.orElseThrow()));
      }
      if (order <= 0) {
        before = base.next();
      }
      if (order >= 0) {
        after = release.next();
      }
    }
  }

  private static int order(Optional<CatalogueEntry> before, Optional<CatalogueEntry> after) {
    if (before.isEmpty()) {
      return 1;
    }
    return after.map(entry -> before.get().coordinates().compareTo(entry.coordinates())).orElse(-1);
  }
}
