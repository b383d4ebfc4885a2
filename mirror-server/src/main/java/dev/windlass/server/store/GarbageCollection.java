package dev.windlass.server.store;

import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.CatalogueReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Forgets releases that the retention rule does not keep, and deletes the blobs that no kept
 * release, and no bundle under way, names. May be killed at any moment: what it did not delete, the
 * next run deletes. The caller holds the {@link StoreLock}.
 */
public final class GarbageCollection {
  private static final String FORGOTTEN = "forgotten-";

  private final DataDirectory data;
  private final Releases releases;
  private final LocalBlobs blobs;

  /**
   * What a run deleted, or would delete.
   *
   * @param releases forgotten releases, as {@code stream/sequence}
   */
  public record Result(List<String> releases, long blobs, long bytes) {
    public Result {
      releases = List.copyOf(releases);
    }
  }

  public GarbageCollection(DataDirectory data, LocalBlobs blobs) {
    this.data = data;
    this.releases = new Releases(data);
    this.blobs = blobs;
  }

  /**
   * @param keep newest releases that each stream keeps, besides its current, its last accepted and
   *     its pinned ones
   * @param dryRun only tell
   */
  public Result run(int keep, boolean dryRun) throws IOException {
    List<HeldRelease> kept = new ArrayList<>();
    List<HeldRelease> forgotten = new ArrayList<>();
    choose(keep, kept, forgotten);
    DigestSet named = named(kept);
    if (!dryRun) {
      for (HeldRelease release : forgotten) {
        forget(release);
      }
      deleteRemains();
    }
    LocalBlobs.Deleted deleted = blobs.retain(named::contains, dryRun);
    return new Result(
        forgotten.stream().map(one -> one.stream() + "/" + one.sequence()).toList(),
        deleted.blobs(),
        deleted.bytes());
  }

  private void choose(int keep, List<HeldRelease> kept, List<HeldRelease> forgotten)
      throws IOException {
    Map<String, List<HeldRelease>> byStream = new HashMap<>();
    releases
        .held()
        .forEach(release ->
            byStream.computeIfAbsent(release.stream(), name -> new ArrayList<>()).add(release));
    for (List<HeldRelease> ofStream : byStream.values()) {
      Optional<StreamPointer> state = releases.stream(ofStream.getFirst().stream());
      int newest = ofStream.size() - keep;
      for (int i = 0; i < ofStream.size(); i++) {
        HeldRelease release = ofStream.get(i);
        boolean pointedAt =
            state.isEmpty()
                || release.sequence() == state.get().current()
                || release.sequence() == state.get().accepted();
        (i >= newest || pointedAt || release.pinned() ? kept : forgotten).add(release);
      }
    }
  }

  private DigestSet named(List<HeldRelease> kept) throws IOException {
    DigestSet.Builder named = new DigestSet.Builder();
    for (HeldRelease release : kept) {
      collect(release.catalogue(), named);
    }
    try (Stream<Path> bundles = Files.list(data.incoming())) {
      for (Path bundle : bundles.toList()) {
        Path catalogue = bundle.resolve("release").resolve("catalogue.jsonl");
        if (Files.exists(catalogue)) {
          collect(catalogue, named);
        }
      }
    }
    return named.build();
  }

  private static void collect(Path catalogue, DigestSet.Builder named) throws IOException {
    try (CatalogueReader reader = CatalogueReader.open(catalogue)) {
      for (Optional<CatalogueEntry> entry = reader.next();
          entry.isPresent();
          entry = reader.next()) {
        entry.get().blobs().forEach(blob -> named.add(blob.digest()));
      }
    }
  }

  /** Renames first, so that a half-deleted release is never mistaken for a whole one. */
  private static void forget(HeldRelease release) throws IOException {
    Path directory = release.directory();
    Path doomed = directory.resolveSibling(FORGOTTEN + directory.getFileName());
    Trees.delete(doomed);
    Files.move(directory, doomed);
  }

  private void deleteRemains() throws IOException {
    try (Stream<Path> remains =
        Files.find(
            data.releases(),
            2,
            (path, attributes) -> String.valueOf(path.getFileName()).startsWith(FORGOTTEN))) {
      for (Path path : remains.toList()) {
        Trees.delete(path);
      }
    }
  }
}
