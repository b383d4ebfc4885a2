package dev.windlass.builder.fetch.http;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** One lock a key, there only while somebody holds it or waits for it. */
final class KeyedLocks<K> {
  private final ConcurrentHashMap<K, Entry> entries = new ConcurrentHashMap<>();

  private static final class Entry {
    private final ReentrantLock lock = new ReentrantLock();
    private int users;
  }

  /** A lock that is held until it is closed. */
  interface Held extends AutoCloseable {
    @Override
    void close();
  }

  Held acquire(K key) throws InterruptedException {
    Entry entry =
        entries.compute(
            key,
            (_, present) -> {
              Entry used = present == null ? new Entry() : present;
              used.users++;
              return used;
            });
    try {
      entry.lock.lockInterruptibly();
    } catch (InterruptedException e) {
      leave(key);
      throw e;
    }
    return () -> {
      entry.lock.unlock();
      leave(key);
    };
  }

  private void leave(K key) {
    entries.computeIfPresent(key, (_, entry) -> --entry.users == 0 ? null : entry);
  }
}
