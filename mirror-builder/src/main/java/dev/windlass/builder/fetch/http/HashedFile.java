package dev.windlass.builder.fetch.http;

import dev.windlass.spec.content.Digest;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A file under way with the digests of all of its bytes. While one buffer is hashed on another
 * thread, this one writes it and reads the next. One thread uses it.
 */
final class HashedFile implements Closeable {
  private static final String SHA_256 = "SHA-256";
  private static final int BUFFER = 256 * 1024;

  private final Path path;
  private final FileChannel channel;
  private final Map<String, MessageDigest> digests = new LinkedHashMap<>();
  private byte[] filling = new byte[0];
  private byte[] other = new byte[0];
  private @Nullable FutureTask<Void> hashing;
  private long size;

  private HashedFile(Path path, FileChannel channel, Collection<String> algorithms)
      throws HopelessException {
    this.path = path;
    this.channel = channel;
    digests.put(SHA_256, Digest.sha256());
    for (String algorithm : algorithms) {
      try {
        digests.putIfAbsent(algorithm, MessageDigest.getInstance(algorithm));
      } catch (NoSuchAlgorithmException e) {
        throw new HopelessException("this Java runtime lacks " + algorithm, e);
      }
    }
  }

  /**
   * Opens the file, and hashes what it holds already.
   *
   * @param algorithms digests besides SHA-256
   */
  static HashedFile open(Path path, Collection<String> algorithms) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    try {
      HashedFile file = new HashedFile(path, channel, algorithms);
      file.hashPresent();
      return file;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void hashPresent() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(channel.size() == 0 ? 0 : BUFFER);
    for (long left = channel.size(); left > 0; ) {
      buffer.clear();
      int count = channel.read(buffer);
      if (count < 0) {
        break;
      }
      hash(buffer.array(), count);
      size += count;
      left -= count;
    }
  }

  Path path() {
    return path;
  }

  /** Bytes held. */
  long size() {
    return size;
  }

  /** Forgets all bytes. */
  void restart() throws HopelessException {
    settle();
    try {
      channel.truncate(0);
    } catch (IOException e) {
      throw unwritable(e);
    }
    digests.values().forEach(MessageDigest::reset);
    size = 0;
  }

  /**
   * Appends a stream to its end. Whatever arrived before a failure is kept and counted.
   *
   * @param limit largest size that the file may reach
   * @param arrived told of every count of bytes read
   * @throws IntegrityException if the stream goes on past the limit
   */
  void append(InputStream in, long limit, LongConsumer arrived) throws IOException {
    if (filling.length == 0) {
      filling = new byte[BUFFER];
      other = new byte[BUFFER];
    }
    try {
      boolean ended = false;
      while (!ended) {
        int filled = 0;
        try {
          while (filled < BUFFER && !ended) {
            int count = in.read(filling, filled, BUFFER - filled);
            if (count < 0) {
              ended = true;
            } else {
              filled += count;
              arrived.accept(count);
            }
          }
        } finally {
          keep(filled, limit);
        }
      }
    } finally {
      settle();
    }
  }

  private void keep(int count, long limit) throws IOException {
    if (count == 0) {
      return;
    }
    if (count > limit - size) {
      throw new IntegrityException("the body goes on past " + limit + " bytes");
    }
    settle();
    byte[] full = filling;
    if (count < BUFFER) {
      hash(full, count);
    } else {
      FutureTask<Void> task = new FutureTask<>(() -> hash(full, count), null);
      hashing = task;
      Thread.startVirtualThread(task);
    }
    try {
      for (ByteBuffer left = ByteBuffer.wrap(full, 0, count); left.hasRemaining(); ) {
        channel.write(left, size + left.position());
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
    size += count;
    filling = other;
    other = full;
  }

  private void hash(byte[] bytes, int count) {
    digests.values().forEach(digest -> digest.update(bytes, 0, count));
  }

  /** Waits for the hash under way; an interruption is left for the caller's next wait. */
  private void settle() {
    FutureTask<Void> task = hashing;
    hashing = null;
    boolean interrupted = false;
    while (task != null) {
      try {
        task.get();
        task = null;
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        throw new IllegalStateException("hashing failed", e);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private HopelessException unwritable(IOException cause) {
    return new HopelessException(
        "tried to write to the content store, but " + cause + ": is its disk full?", cause);
  }

  /** Lower-case hex by algorithm, {@code SHA-256} among them. Call once, at the end. */
  Map<String, String> finish() {
    settle();
    Map<String, String> hex = new LinkedHashMap<>();
    digests.forEach((name, digest) -> hex.put(name, HexFormat.of().formatHex(digest.digest())));
    return hex;
  }

  @Override
  public void close() throws IOException {
    settle();
    channel.close();
  }
}
