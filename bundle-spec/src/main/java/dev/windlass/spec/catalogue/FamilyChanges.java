package dev.windlass.spec.catalogue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What changed in one family between two releases, in the order of the coordinates. */
public record FamilyChanges(
    Family family,
    List<CatalogueDiff.Added> added,
    List<CatalogueDiff.Removed> removed,
    List<CatalogueDiff.Replaced> replaced) {

  public FamilyChanges {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    replaced = List.copyOf(replaced);
  }

  /** Whether versions left and others came. */
  public boolean upgraded() {
    NavigableSet<String> before = oldVersions();
    NavigableSet<String> after = newVersions();
    return !before.isEmpty() && !after.isEmpty() && !before.equals(after);
  }

  /** The versions that came. */
  public NavigableSet<String> newVersions() {
    return versions(added);
  }

  /** The versions that left. */
  public NavigableSet<String> oldVersions() {
    return versions(removed);
  }

  private static NavigableSet<String> versions(List<? extends CatalogueDiff.Change> changes) {
    NavigableSet<String> versions = new TreeSet<>();
    changes.forEach(
        change -> Family.version(change.entry().coordinates()).ifPresent(versions::add));
    return versions;
  }

  /** Takes families in the order of the catalogue. */
  @FunctionalInterface
  public interface Consumer {
    void accept(FamilyChanges changes) throws IOException;
  }

  /** Gathers the changes of a diff by family; families without a change are passed over. */
  public static final class Grouping implements CatalogueDiff.ChangeConsumer {
    /** A family with more changes than this comes in pieces, so that memory stays bounded. */
    private static final int MOST = 10_000;

    private final Consumer consumer;
    private final List<CatalogueDiff.Added> added = new ArrayList<>();
    private final List<CatalogueDiff.Removed> removed = new ArrayList<>();
    private final List<CatalogueDiff.Replaced> replaced = new ArrayList<>();
    private @Nullable Family family;

    public Grouping(Consumer consumer) {
      this.consumer = consumer;
    }

    @Override
    public void accept(CatalogueDiff.Change change) throws IOException {
      if (change instanceof CatalogueDiff.Unchanged) {
        return;
      }
      Family next = Family.of(change.entry().coordinates());
      if (!next.equals(family) || added.size() + removed.size() + replaced.size() >= MOST) {
        finish();
      }
      family = next;
      switch (change) {
        case CatalogueDiff.Added entry -> added.add(entry);
        case CatalogueDiff.Removed entry -> removed.add(entry);
        case CatalogueDiff.Replaced entry -> replaced.add(entry);
        case CatalogueDiff.Unchanged _ -> {}
      }
    }

    /** Hands on the last family. Call once, at the end. */
    public void finish() throws IOException {
      if (family != null) {
        consumer.accept(new FamilyChanges(family, added, removed, replaced));
      }
      family = null;
      added.clear();
      removed.clear();
      replaced.clear();
    }
  }
}
