package dev.windlass.spec.volume;

import dev.windlass.spec.content.Sha512;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The packer's own files inside a bundle under way, and its lock against a second packer. */
final class WorkDirectory implements Closeable {
  private final Path staging;
  private final Path directory;
  private final FileChannel lock;

  private WorkDirectory(Path staging, Path directory, FileChannel lock) {
    this.staging = staging;
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
    return new WorkDirectory(staging, directory, lock);
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  /** Removes what an earlier run left beside the volumes. */
  void clearRoot() throws IOException {
    clear(name -> VolumeNames.parse(name).isEmpty());
  }

  /**
   * The journal of this plan. Volumes of another plan are removed.
   *
   * @param plan names everything that the volumes' bytes depend on
   */
  PackJournal journal(Sha512 plan) throws IOException {
    PackJournal journal = PackJournal.open(path("journal"), plan);
    if (journal.isNew()) {
      clear(name -> VolumeNames.parse(name).isPresent());
    }
    return journal;
  }

  private void clear(Predicate<String> names) throws IOException {
    try (Stream<Path> entries = Files.list(staging)) {
      for (Path entry : entries.toList()) {
        if (!entry.equals(directory) && names.test(String.valueOf(entry.getFileName()))) {
          deleteTree(entry);
        }
      }
    }
  }

  private static void deleteTree(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
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
    deleteTree(directory);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
