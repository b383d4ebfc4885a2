package dev.windlass.builder.lock;

import dev.windlass.builder.fetch.EntrySink;
import dev.windlass.builder.fetch.FetchContext;
import dev.windlass.builder.fetch.FetchTask;
import dev.windlass.builder.fetch.Memo;
import dev.windlass.builder.fetch.PreviousLock;
import dev.windlass.builder.fetch.http.Http;
import dev.windlass.builder.progress.Progress;
import dev.windlass.spec.catalogue.ReleaseId;
import dev.windlass.spec.content.DirectoryBlobStore;
import dev.windlass.spec.content.FileSystemSync;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Locks once: all tasks side by side, none stopped by another's failure; then, if nothing failed,
 * blobs to the medium and the new lock in the old one's place.
 */
public final class LockRun {
  private final ContentStore store;
  private final Http http;
  private final Progress progress;
  private final Path lock;
  private final LockMode mode;

  /**
   * @param lock {@code mirror.lock}: the last one is read from it, the new one written to it
   */
  public LockRun(ContentStore store, Http http, Progress progress, Path lock, LockMode mode) {
    this.store = store;
    this.http = http;
    this.progress = progress;
    this.lock = lock;
    this.mode = mode;
  }

  public LockResult run(List<FetchTask> tasks) throws IOException, InterruptedException {
    try (SpooledEntries entries = new SpooledEntries(store.blobs().scratch());
        LockFileIndex previous = LockFileIndex.open(lock, store.blobs())) {
      FetchContext context = new Context(previous);
      List<Failure> failures = new CopyOnWriteArrayList<>();
      Parallel.run(
          tasks.stream()
              .map(task -> (FetchContext.Part) () -> run(task, context, entries, failures))
              .toList());
      if (!failures.isEmpty()) {
        List<Failure> sorted = new ArrayList<>(failures);
        sorted.sort(Comparator.comparing(Failure::entry));
        return new LockResult(Optional.empty(), entries.count(), LockChanges.NONE, sorted, false);
      }
      return finish(entries);
    }
  }

  @SuppressWarnings("CatchingUnchecked") // the boundary of a task: its failure is a result
  private void run(FetchTask task, FetchContext context, EntrySink entries, List<Failure> failures)
      throws InterruptedException {
    try (Progress.Item item = progress.begin(task.name())) {
      try {
        task.run(context, entries);
      } catch (IOException | RuntimeException e) {
        Failure failure = Failure.of(task.name(), e);
        failures.add(failure);
        item.failed(failure.reasons().getFirst());
      }
    }
  }

  private LockResult finish(SpooledEntries entries) throws IOException {
    Path written = lock.resolveSibling(lock.getFileName() + ".new");
    try {
      ReleaseId release;
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(written), 1 << 16)) {
        release = entries.writeTo(out);
      }
      LockChanges changes = LockChanges.between(lock, written);
      boolean write = mode == LockMode.WRITE && (changes.any() || !Files.exists(lock));
      if (write) {
        store.sync();
        FileSystemSync.force(written);
        Files.move(written, lock, StandardCopyOption.ATOMIC_MOVE);
      } else if (mode == LockMode.WRITE) {
        store.sync();
      }
      return new LockResult(Optional.of(release), entries.count(), changes, List.of(), write);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /** What to do with the new lock. */
  public enum LockMode {
    /** Put it in the old one's place. */
    WRITE,
    /** Only compare it with the old one. */
    COMPARE
  }

  private final class Context implements FetchContext {
    private final PreviousLock previous;

    Context(PreviousLock previous) {
      this.previous = previous;
    }

    @Override
    public Http http() {
      return http;
    }

    @Override
    public DirectoryBlobStore store() {
      return store.blobs();
    }

    @Override
    public PreviousLock previous() {
      return previous;
    }

    @Override
    public Memo memo() {
      return store.memo();
    }

    @Override
    public Progress progress() {
      return progress;
    }

    @Override
    public void parallel(Collection<? extends Part> parts)
        throws IOException, InterruptedException {
      Parallel.run(parts);
    }
  }
}
