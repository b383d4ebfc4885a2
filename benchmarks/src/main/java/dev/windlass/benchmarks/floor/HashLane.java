package dev.windlass.benchmarks.floor;

import java.io.Closeable;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * SHA-512 of files, one after the other, on a thread of its own. Its owner may read a chunk that it
 * has put until it takes the next one.
 */
final class HashLane implements Closeable {
  static final int CHUNK = 256 * 1024;
  private static final int CHUNKS = 8;

  /** Bytes of a file; the last one of each says so. */
  static final class Chunk {
    final byte[] bytes;
    int length;
    boolean last;

    Chunk(int size) {
      bytes = new byte[size];
    }
  }

  private final Chunk end = new Chunk(0);
  private final BlockingQueue<Chunk> free = new ArrayBlockingQueue<>(CHUNKS);
  private final BlockingQueue<Chunk> full = new ArrayBlockingQueue<>(CHUNKS + 1);
  private final MessageDigest sha512 = algorithm("SHA-512");
  private final Thread thread = Thread.ofPlatform().name("sha512").start(this::work);
  private int mixed;

  HashLane() {
    for (int i = 0; i < CHUNKS; i++) {
      free.add(new Chunk(CHUNK));
    }
  }

  static MessageDigest algorithm(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  Chunk take() throws InterruptedException {
    return free.take();
  }

  void put(Chunk chunk, int length, boolean last) throws InterruptedException {
    chunk.length = length;
    chunk.last = last;
    full.put(chunk);
  }

  private void work() {
    try {
      for (Chunk chunk = full.take(); chunk != end; chunk = full.take()) {
        sha512.update(chunk.bytes, 0, chunk.length);
        if (chunk.last) {
          mixed += sha512.digest()[0];
        }
        free.put(chunk);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until all is hashed. */
  @Override
  public void close() throws InterruptedIOException {
    try {
      full.put(end);
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while hashing");
    }
    if (mixed == Integer.MIN_VALUE) {
      throw new IllegalStateException("never so; keeps the hashes from being left out");
    }
  }
}
