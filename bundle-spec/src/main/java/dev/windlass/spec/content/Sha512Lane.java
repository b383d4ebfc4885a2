package dev.windlass.spec.content;

import java.io.Closeable;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A SHA-512 that is computed on a thread of its own while its owner reads, writes or hashes
 * otherwise. The owner fills {@link #buffer}, hands it over with {@link #submit}, and may go on
 * reading what it handed over until it asks for the next buffer. What fits one buffer is hashed on
 * the spot. For one owner's thread and one stream.
 */
public final class Sha512Lane implements Closeable {
  /** Size of a buffer. */
  public static final int CHUNK = 128 * 1024;

  private static final int BUFFERS = 4;

  private static final Chunk END = new Chunk(new byte[0], 0);

  private static final class Chunk {
    private final byte[] bytes;
    private final int length;

    Chunk(byte[] bytes, int length) {
      this.bytes = bytes;
      this.length = length;
    }
  }

  private final MessageDigest sha512 = Sha512.algorithm();
  private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(BUFFERS);
  private final BlockingQueue<Chunk> full = new ArrayBlockingQueue<>(BUFFERS + 1);
  private final CompletableFuture<Sha512> result = new CompletableFuture<>();
  private byte @Nullable [] current;
  private @Nullable Chunk first;
  private boolean started;
  private boolean ended;
  private int allocated;

  /** The buffer to fill next; waits until one is free. */
  public byte[] buffer() throws InterruptedIOException {
    if (current == null) {
      current = allocated < BUFFERS ? allocate() : take(free);
    }
    return current;
  }

  private byte[] allocate() {
    byte[] spare = free.poll();
    if (spare != null) {
      return spare;
    }
    allocated++;
    return new byte[CHUNK];
  }

  /** Hashes the first {@code length} bytes of the buffer, at least one. */
  public void submit(int length) throws InterruptedIOException {
    Chunk chunk = new Chunk(buffer(), length);
    current = null;
    if (first == null && !started) {
      first = chunk;
      return;
    }
    if (!started) {
      started = true;
      Thread.ofVirtual().name("sha512").start(this::work);
      put(first);
      first = null;
    }
    put(chunk);
  }

  /** The digest of all that was submitted. Call once, at the end. */
  public Sha512 finish() throws InterruptedIOException {
    ended = true;
    if (!started) {
      if (first != null) {
        sha512.update(first.bytes, 0, first.length);
      }
      return Sha512.ofBytes(sha512.digest());
    }
    put(END);
    return result.join();
  }

  private void work() {
    try {
      for (Chunk chunk = full.take(); chunk.length > 0; chunk = full.take()) {
        sha512.update(chunk.bytes, 0, chunk.length);
        free.put(chunk.bytes);
      }
      result.complete(Sha512.ofBytes(sha512.digest()));
    } catch (InterruptedException | RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  private void put(@Nullable Chunk chunk) throws InterruptedIOException {
    try {
      if (chunk != null) {
        full.put(chunk);
      }
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static byte[] take(BlockingQueue<byte[]> queue) throws InterruptedIOException {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while hashing");
  }

  /** Ends the thread if the stream was given up. */
  @Override
  public void close() throws InterruptedIOException {
    if (started && !ended) {
      ended = true;
      put(END);
    }
  }
}
