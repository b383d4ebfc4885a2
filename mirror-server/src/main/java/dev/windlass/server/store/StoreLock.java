package dev.windlass.server.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The right to change a store: one holder on this machine at a time. The system takes it back when
 * the process ends, however it ends. A running server does not hold it: it only reads.
 */
public final class StoreLock implements AutoCloseable {
  private final FileChannel channel;

  private StoreLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock at once or fails.
   *
   * @param purpose what this process does, told to others that find the lock taken
   * @throws StoreBusyException if another process holds it
   */
  public static StoreLock take(DataDirectory data, String purpose) throws IOException {
    FileChannel channel =
        FileChannel.open(
            data.lock(),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      if (!lock(channel)) {
        String holder = Files.readString(data.lock()).strip();
        throw new StoreBusyException(
            "another process works on " + data.root() + ": " + holder + ". Wait for its end");
      }
      String holder = purpose + ", process " + ProcessHandle.current().pid();
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
      return new StoreLock(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Another process holds the lock. */
  public static final class StoreBusyException extends IOException {
    private static final long serialVersionUID = 1L;

    StoreBusyException(String message) {
      super(message);
    }
  }
}
