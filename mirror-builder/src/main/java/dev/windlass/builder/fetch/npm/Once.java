package dev.windlass.builder.fetch.npm;

import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Values made once a key; who asks while one is being made waits for it. A failure is not kept.
 * Safe for many threads.
 */
final class Once<K, V> {
  private final ConcurrentMap<K, Slot<V>> slots = new ConcurrentHashMap<>();

  /** Makes a value; may block. */
  @FunctionalInterface
  interface Maker<V> {
    V make() throws IOException, InterruptedException;
  }

  private static final class Slot<V> {
    final ReentrantLock lock = new ReentrantLock();
    @Nullable V value;
  }

  V get(K key, Maker<V> maker) throws IOException, InterruptedException {
    Slot<V> slot = slots.computeIfAbsent(key, k -> new Slot<>());
    slot.lock.lockInterruptibly();
    try {
      V value = slot.value;
      if (value == null) {
        value = maker.make();
        slot.value = value;
      }
      return value;
    } finally {
      slot.lock.unlock();
    }
  }
}
