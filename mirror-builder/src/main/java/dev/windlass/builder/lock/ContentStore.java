package dev.windlass.builder.lock;

import dev.windlass.builder.fetch.Memo;
import dev.windlass.spec.content.DirectoryBlobStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The builder's own store of blobs, with its memo, held by one process at a time. Layout: {@code
 * sha256/} and {@code tmp/} of the blob store, {@code memo/}, {@code lock}.
 */
public final class ContentStore implements Closeable {
  private static final Duration PARTIALS_KEPT = Duration.ofDays(30);

  private final DirectoryBlobStore blobs;
  private final FileMemo memo;
  private final StoreLock lock;
  private final UnsyncedMark unsynced;

  private ContentStore(Path root, StoreLock lock) throws IOException {
    this.lock = lock;
    this.blobs = DirectoryBlobStore.open(root, DirectoryBlobStore.Durability.DEFERRED);
    this.memo = new FileMemo(root.resolve("memo"));
    this.unsynced = UnsyncedMark.begin(root, blobs);
  }

  /**
   * Takes the store for this process and clears what a killed one left.
   *
   * @throws StoreBusyException if another process has it
   */
  public static ContentStore open(Path root) throws IOException {
    Files.createDirectories(root);
    StoreLock lock = StoreLock.acquire(root.resolve("lock"));
    try {
      ContentStore store = new ContentStore(root, lock);
      store.clear(root.resolve("tmp"));
      return store;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** The user's cache directory for this program. */
  public static Path defaultRoot(Map<String, String> environment) {
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        cache.isEmpty() ? Path.of(environment.getOrDefault("HOME", "."), ".cache") : Path.of(cache);
    return base.resolve("windlass").resolve("store");
  }

  private void clear(Path temporary) throws IOException {
    FileTime oldest = FileTime.from(Instant.now().minus(PARTIALS_KEPT));
    List<Path> files;
    try (Stream<Path> listed = Files.list(temporary)) {
      files = listed.toList();
    }
    for (Path file : files) {
      boolean partial = file.getFileName().toString().endsWith(".partial");
      if (!partial || Files.getLastModifiedTime(file).compareTo(oldest) < 0) {
        Files.deleteIfExists(file);
      }
    }
  }

  public DirectoryBlobStore blobs() {
    return blobs;
  }

  public Memo memo() {
    return memo;
  }

  /** Forces all blobs to the medium, so that a lock may count on them. */
  public void sync() throws IOException {
    unsynced.sync();
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
