package dev.windlass.server.intake;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.content.BlobStore;
import dev.windlass.spec.content.BlobTable;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.volume.FileRole;
import dev.windlass.spec.volume.ListedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Joins split blobs in place: each part is appended to the first one and deleted, so that a blob
 * never lies twice on the disk. A killed run goes on where it was, told by the parts that are left.
 */
final class PartJoiner {
  private final Session session;
  private final BlobStore store;
  private final SortedMap<Digest, SortedMap<Integer, Long>> blobs = new TreeMap<>();

  /**
   * @param store holds the blobs that need no joining any more
   */
  PartJoiner(Session session, BlobStore store) throws IOException {
    this.session = session;
    this.store = store;
    for (int volume : session.taken()) {
      for (ListedFile file : session.files(volume).files()) {
        if (file.role() instanceof FileRole.Part(var digest, int number)
            && blobs.computeIfAbsent(digest, _ -> new TreeMap<>()).put(number, file.size())
                != null) {
          throw refused(digest, "part " + number + " comes twice");
        }
      }
    }
  }

  /**
   * With all volumes taken: joins, and adds the blobs to those that the bundle carries.
   *
   * @throws RefusedException with {@code PARTS_MALFORMED} or {@code BLOB_DIGEST}
   */
  void join(BlobTable carried) throws IOException {
    for (var blob : blobs.entrySet()) {
      Digest digest = blob.getKey();
      SortedMap<Integer, Long> parts = blob.getValue();
      if (parts.size() < 2 || parts.firstKey() != 1 || parts.lastKey() != parts.size()) {
        throw refused(digest, "has parts " + parts.keySet() + " and no others");
      }
      CarriedBlobs.add(carried, digest, parts.values().stream().mapToLong(Long::longValue).sum());
      if (!session.staged().has(digest) && !store.has(digest)) {
        join(digest, parts);
      }
    }
  }

  private void join(Digest digest, SortedMap<Integer, Long> parts) throws IOException {
    Path whole = directory(digest).resolve("whole");
    try (FileChannel out =
        FileChannel.open(whole, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long end = 0;
      for (var part : parts.entrySet()) {
        Path file = directory(digest).resolve(String.format(Locale.ROOT, "%04d", part.getKey()));
        if (Files.exists(file)) {
          append(file, out.truncate(Math.min(end, out.size())).position(end));
          out.force(true);
          Files.delete(file);
        }
        end += part.getValue();
      }
    }
    requireDigest(whole, digest);
    session.staged().adopt(whole, digest);
    Files.delete(directory(digest));
  }

  private static void append(Path part, FileChannel out) throws IOException {
    try (FileChannel in = FileChannel.open(part, StandardOpenOption.READ)) {
      long size = in.size();
      for (long done = 0; done < size; ) {
        done += in.transferTo(done, size - done, out);
      }
    }
  }

  private void requireDigest(Path file, Digest digest) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    byte[] buffer = new byte[128 * 1024];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sha256.update(buffer, 0, count);
      }
    }
    Digest actual = Digest.ofBytes(sha256.digest());
    if (!actual.equals(digest)) {
      throw new RefusedException(
          RefusalCode.BLOB_DIGEST,
          FileRole.BLOBS + digest.hex(),
          "the joined parts have the digest " + actual);
    }
  }

  private Path directory(Digest digest) {
    return session.parts().resolve(digest.hex());
  }

  private static RefusedException refused(Digest digest, String reason) {
    return new RefusedException(RefusalCode.PARTS_MALFORMED, FileRole.BLOBS + digest.hex(), reason);
  }
}
