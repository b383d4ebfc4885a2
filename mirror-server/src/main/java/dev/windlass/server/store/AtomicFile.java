package dev.windlass.server.store;

import dev.windlass.spec.content.FileSystemSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** Replaces a small file so that a reader, or a crash, sees the old or the new one, never a mix. */
public final class AtomicFile {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");

  private AtomicFile() {}

  /** Writes, forces, renames, forces the directory. */
  public static void write(Path file, byte[] content) throws IOException {
    Path temporary = temporary(file);
    try {
      Files.write(temporary, content);
      moveOver(temporary, file);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static Path temporary(Path file) {
    return file.resolveSibling(file.getFileName() + ".new");
  }

  /** The same for a file that only the owner may read. */
  public static void writeSecret(Path file, byte[] content) throws IOException {
    Path temporary = temporary(file);
    Files.deleteIfExists(temporary);
    try {
      Files.createFile(temporary, PosixFilePermissions.asFileAttribute(OWNER));
      Files.write(temporary, content);
      moveOver(temporary, file);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void moveOver(Path temporary, Path file) throws IOException {
    FileSystemSync.force(temporary);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    FileSystemSync.force(Objects.requireNonNull(file.toAbsolutePath().getParent()));
  }
}
