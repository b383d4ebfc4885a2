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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to change a store: one holder on this machine at a time. The system takes it back when
 * the process ends, however it ends. A running server does not hold it: it only reads.
 */
public final class StoreLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StoreLock.class);

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
        String noted = Files.readString(data.lock()).lines().findFirst().orElse("");
        String holder = noted.isBlank() ? "it has just begun" : noted;
        throw new StoreBusyException(
            "another process works on " + data.root() + ": " + holder + ". Wait for its end");
      }
      tell(channel, purpose + ", process " + ProcessHandle.current().pid());
      return new StoreLock(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Writes who holds the lock, for others to read: on a full disk it goes without saying. */
  private static void tell(FileChannel channel, String holder) {
    try {
      // In this order, so that whoever reads meanwhile finds a name.
      channel.write(ByteBuffer.wrap((holder + "\n").getBytes(StandardCharsets.UTF_8)), 0);
      channel.truncate(holder.getBytes(StandardCharsets.UTF_8).length + 1L);
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("the lock's holder could not be noted");
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
