package dev.windlass.builder.lock;

import dev.windlass.spec.catalogue.CatalogueDiff;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.coordinates.Coordinates;
import dev.windlass.spec.coordinates.HuggingFaceCoordinates;
import dev.windlass.spec.coordinates.NpmCoordinates;
import dev.windlass.spec.coordinates.OciCoordinates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What differs between the last lock and the new one.
 *
 * @param added coordinates only in the new one
 * @param removed coordinates only in the last one
 * @param changed coordinates in both with other facts, {@code moved} and {@code replaced} among
 *     them
 * @param moved names that upstream points elsewhere now: tags, dist-tags, revisions
 * @param replaced artifacts whose bytes upstream has changed under a name that should never change
 */
public record LockChanges(
    long added, long removed, long changed, List<Move> moved, List<Move> replaced) {
  static final LockChanges NONE = new LockChanges(0, 0, 0, List.of(), List.of());

  /** A coordinate that names another blob now. */
  public record Move(Coordinates coordinates, Digest before, Digest now) {}

  /** Whether there is any difference. */
  public boolean any() {
    return added + removed + changed > 0;
  }

  static LockChanges between(Path last, Path next) throws IOException {
    Counter counter = new Counter();
    CatalogueDiff.run(Optional.of(last).filter(Files::exists), next, counter);
    return new LockChanges(
        counter.added,
        counter.removed,
        counter.changed,
        List.copyOf(counter.moved),
        List.copyOf(counter.replaced));
  }

  private static final class Counter implements CatalogueDiff.ChangeConsumer {
    private long added;
    private long removed;
    private long changed;
    private final List<Move> moved = new ArrayList<>();
    private final List<Move> replaced = new ArrayList<>();

    @Override
    public void accept(CatalogueDiff.Change change) {
      switch (change) {
        case CatalogueDiff.Added _ -> added++;
        case CatalogueDiff.Removed _ -> removed++;
        case CatalogueDiff.Unchanged _ -> {}
        case CatalogueDiff.Replaced(CatalogueEntry before, CatalogueEntry entry) -> {
          changed++;
          if (!before.digest().equals(entry.digest())) {
            Move move = new Move(entry.coordinates(), before.digest(), entry.digest());
            (mayMove(entry.coordinates()) ? moved : replaced).add(move);
          }
        }
      }
    }
  }

  private static boolean mayMove(Coordinates coordinates) {
    return switch (coordinates) {
      case OciCoordinates.Tag _, NpmCoordinates.DistTag _, HuggingFaceCoordinates.Revision _ ->
          true;
      default -> false;
    };
  }
}
