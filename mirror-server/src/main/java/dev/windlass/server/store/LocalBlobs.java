package dev.windlass.server.store;

import dev.windlass.spec.content.BlobSink;
import dev.windlass.spec.content.BlobStore;
import dev.windlass.spec.content.BlobTable;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.DirectoryBlobStore;
import dev.windlass.spec.content.StoredBlob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Blobs on the local file system: each in a file of its own, or, of the small ones that came
 * together in a pack, many in a {@link Segment}. Durable once the caller has synced the file
 * system. Safe for many threads; what another process adds or deletes is seen when it is asked for.
 */
public final class LocalBlobs implements BlobStore {
  private final DirectoryBlobStore files;
  private final SegmentStore segments;

  private LocalBlobs(DirectoryBlobStore files, SegmentStore segments) {
    this.files = files;
    this.segments = segments;
  }

  /** Opens the store under {@code root}, making the directory if it is absent. */
  public static LocalBlobs open(Path root) throws IOException {
    DirectoryBlobStore files =
        DirectoryBlobStore.open(root, DirectoryBlobStore.Durability.DEFERRED);
    return new LocalBlobs(files, new SegmentStore(root.resolve("segments"), root.resolve("tmp")));
  }

  public Path root() {
    return files.root();
  }

  /** Where the blob is or would be if it has a file of its own. */
  public Path path(Digest digest) {
    return files.path(digest);
  }

  /** A file for the bytes of a blob under way. */
  public Path partial(Digest digest) {
    return files.partial(digest);
  }

  /** Takes a finished file, whose digest the caller has computed, by renaming. */
  public void adopt(Path file, Digest digest) throws IOException {
    files.adopt(file, digest);
  }

  /** A file for a segment that is written directly into the store. */
  public Path segment(String name) {
    return Segment.file(segments.directory(), name);
  }

  /** Deletes the files of segments whose name begins so, whole or not. */
  public void deleteSegments(String prefix) throws IOException {
    try (Stream<Path> written = Files.list(segments.directory())) {
      for (Path file : written.toList()) {
        if (String.valueOf(file.getFileName()).startsWith(prefix)) {
          Files.delete(file);
        }
      }
    }
  }

  /**
   * Takes all segments of another store on the same file system by renaming them. May be killed and
   * done again.
   *
   * @return their blobs, with their sizes
   */
  public BlobTable adoptSegments(LocalBlobs other) throws IOException {
    BlobTable adopted = new BlobTable();
    for (Segment segment : other.segments.all()) {
      segment.live().forEach(row -> adopted.add(segment.digest(row), segment.size(row)));
      segments.adopt(segment);
    }
    segments.load();
    return adopted;
  }

  /** Looks at what other processes changed. */
  public void refresh() throws IOException {
    segments.load();
  }

  @Override
  public Optional<StoredBlob> find(Digest digest) throws IOException {
    Optional<StoredBlob> found = segments.find(digest);
    if (found.isEmpty()) {
      found = files.find(digest);
    }
    return found.isEmpty() && segments.refresh() ? segments.find(digest) : found;
  }

  @Override
  public void put(Digest digest, long size, InputStream in) throws IOException {
    files.put(digest, size, in);
  }

  @Override
  public BlobSink begin() throws IOException {
    return files.begin();
  }

  @Override
  public void delete(Digest digest) throws IOException {
    files.delete(digest);
    segments.delete(digest);
  }

  /** All digests held; one that has a file of its own and is in a segment comes twice. */
  @Override
  @SuppressWarnings("StreamResourceLeak") // the caller closes it, as the interface says
  public Stream<Digest> list() throws IOException {
    return Stream.concat(
        files.list(),
        segments.all().stream().flatMap(segment -> segment.live().mapToObj(segment::digest)));
  }

  /**
   * Moves the stored copy out of the store.
   *
   * @param blob as {@link #find} gave it
   * @param aside on the same file system
   * @return false if it is gone already
   */
  boolean moveOut(StoredBlob blob, Path aside) throws IOException {
    if (blob instanceof Segment.SegmentBlob inSegment) {
      Path copy = aside.resolveSibling(aside.getFileName() + ".new");
      try (InputStream in = blob.open()) {
        Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
        Files.move(copy, aside, StandardCopyOption.ATOMIC_MOVE);
      } catch (NoSuchFileException e) {
        return false;
      } finally {
        Files.deleteIfExists(copy);
      }
      inSegment.segment().remove(blob.digest()::equals);
      return true;
    }
    try {
      Files.move(path(blob.digest()), aside, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /**
   * What was deleted, or would be.
   *
   * @param bytes sum of the blobs' sizes
   */
  public record Deleted(long blobs, long bytes) {
    private Deleted plus(long more, long size) {
      return new Deleted(blobs + more, bytes + size);
    }
  }

  /**
   * Deletes every blob that is not named.
   *
   * @param dryRun only tell
   */
  Deleted retain(Predicate<Digest> named, boolean dryRun) throws IOException {
    Deleted deleted = new Deleted(0, 0);
    try (Stream<Digest> all = files.list()) {
      for (var each = all.iterator(); each.hasNext(); ) {
        Digest digest = each.next();
        if (!named.test(digest)) {
          deleted = deleted.plus(1, files.find(digest).map(blob -> blob.size()).orElse(0L));
          if (!dryRun) {
            files.delete(digest);
          }
        }
      }
    }
    for (Segment segment : segments.all()) {
      int[] doomed = segment.live().filter(row -> !named.test(segment.digest(row))).toArray();
      long size = Arrays.stream(doomed).mapToLong(segment::size).sum();
      deleted = deleted.plus(doomed.length, size);
      if (!dryRun) {
        segment.remove(named.negate());
        segments.compact(segment);
      }
    }
    if (!dryRun) {
      segments.deleteRemains();
      segments.load();
    }
    return deleted;
  }
}
