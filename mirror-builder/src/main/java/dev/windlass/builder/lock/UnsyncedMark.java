package dev.windlass.builder.lock;

import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.DirectoryBlobStore;
import dev.windlass.spec.content.FileSystemSync;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;

/**
 * Says that the store may hold blobs which no sync has forced to the medium, and in which boot of
 * the machine they were written. A killed process loses none of them; a machine that lost power
 * may: then they are all read and checked before anything counts on them.
 */
final class UnsyncedMark {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private final Path file;
  private final Path root;

  private UnsyncedMark(Path root) {
    this.root = root;
    this.file = root.resolve("unsynced");
  }

  /** Checks what an unsynced former run left, if the machine was started anew since. */
  static UnsyncedMark begin(Path root, DirectoryBlobStore blobs) throws IOException {
    UnsyncedMark mark = new UnsyncedMark(root);
    String boot = boot();
    if (Files.exists(mark.file) && !Files.readString(mark.file).equals(boot)) {
      mark.check(blobs);
    }
    if (!Files.exists(mark.file)) {
      Files.writeString(mark.file, boot);
    }
    return mark;
  }

  private static String boot() throws IOException {
    return Files.exists(BOOT_ID) ? Files.readString(BOOT_ID).strip() : "unknown boot";
  }

  private void check(DirectoryBlobStore blobs) throws IOException {
    long since = Files.getLastModifiedTime(file).toMillis();
    List<Digest> suspects;
    try (Stream<Digest> all = blobs.list()) {
      suspects = all.filter(digest -> modified(blobs.path(digest)) >= since - 1000).toList();
    }
    for (Digest digest : suspects) {
      if (!digest.equals(actual(blobs.path(digest)))) {
        blobs.delete(digest);
      }
    }
    Files.delete(file);
  }

  private static long modified(Path path) {
    return path.toFile().lastModified();
  }

  private static Digest actual(Path path) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(path), sha256)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return Digest.ofBytes(sha256.digest());
  }

  /** Forces the file system to the medium and takes the mark away. */
  void sync() throws IOException {
    FileSystemSync.sync(root);
    Files.deleteIfExists(file);
  }
}
