package dev.windlass.spec.volume;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** The packer's own files inside a bundle under way, and its lock against a second packer. */
final class WorkDirectory implements Closeable {
  private final Path directory;
  private final FileChannel lock;

  private WorkDirectory(Path directory, FileChannel lock) {
    this.directory = directory;
    this.lock = lock;
  }

  static WorkDirectory open(Path staging) throws IOException {
    Path directory = staging.resolve("work");
    Files.createDirectories(directory);
    FileChannel lock =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    boolean locked;
    try {
      locked = lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      locked = false;
    }
    if (!locked) {
      lock.close();
      throw new PackException("another process packs into " + staging + ": wait for it");
    }
    return new WorkDirectory(directory, lock);
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  /**
   * @param bytes what will still be written
   * @throws PackException if the file system has less
   */
  void requireSpace(Path output, long bytes) throws IOException {
    long usable = Files.getFileStore(directory).getUsableSpace();
    if (usable < bytes) {
      throw new PackException(
          output + " needs " + bytes + " bytes and its disk has " + usable + " free: make room");
    }
  }

  void remove() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
