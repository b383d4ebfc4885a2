package dev.windlass.spec.volume;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Loads the packs of a volume one ahead: while its owner parses one, a thread reads and hashes the
 * next. Two packs are in memory. For one owner's thread.
 */
public final class PackAhead implements Closeable {
  private final VolumeReader volume;
  private final Deque<ListedFile> left = new ArrayDeque<>();
  private final int largest;
  private byte[] free = new byte[0];
  private byte[] used = new byte[0];
  private @Nullable FutureTask<LoadedPack> loading;

  public PackAhead(VolumeReader volume) {
    this.volume = volume;
    long most = 0;
    for (ListedFile file : volume.files()) {
      if (file.role() instanceof FileRole.Pack) {
        left.add(file);
        most = Math.max(most, file.size());
      }
    }
    this.largest = (int) most;
  }

  /**
   * The volume's next pack, in the order of FILES. What the call before gave is no longer valid.
   *
   * @throws dev.windlass.spec.RefusedException as {@link VolumeReader#load} does
   */
  public LoadedPack next() throws IOException {
    FutureTask<LoadedPack> mine = loading == null ? load() : loading;
    if (mine == null) {
      throw new IllegalStateException("the volume has no more packs");
    }
    LoadedPack pack = await(mine);
    byte[] done = free;
    free = used;
    used = done;
    loading = load();
    return pack;
  }

  /** Begins to load the next pack into the free buffer. */
  private @Nullable FutureTask<LoadedPack> load() {
    ListedFile file = left.poll();
    if (file == null) {
      return null;
    }
    if (free.length == 0) {
      free = new byte[largest];
    }
    byte[] into = free;
    FutureTask<LoadedPack> task = new FutureTask<>(() -> volume.load(file, into));
    Thread.ofPlatform().daemon().name("pack-ahead").start(task);
    return task;
  }

  private static LoadedPack await(FutureTask<LoadedPack> task) throws IOException {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a pack was read");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  /** Waits until nothing is read any more. */
  @Override
  public void close() throws InterruptedIOException {
    left.clear();
    if (loading != null) {
      try {
        loading.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while a pack was read");
      } catch (ExecutionException e) {
        // nobody asked for that pack
      }
    }
  }
}
