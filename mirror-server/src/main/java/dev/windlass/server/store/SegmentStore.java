package dev.windlass.server.store;

import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.FileSystemSync;
import dev.windlass.spec.content.StoredBlob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The segments in one directory, as this process last saw them; other processes may add and delete
 * some at any time. Safe for many threads.
 */
final class SegmentStore {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentStore.class);

  /** A directory that changed so lately may change again without a new time. */
  private static final long COARSE_MILLIS = 50;

  private static final long UNSETTLED = -1;

  /** A segment is copied without its removed blobs when they are a quarter of it. */
  private static final int COMPACT_AT = 4;

  private final Path directory;
  private final Path temporary;
  private volatile List<Segment> segments = List.of();
  private Map<Path, FileState> unusable = Map.of();
  private volatile long seen = UNSETTLED;

  /**
   * @param temporary for files in the making, on the same file system
   */
  SegmentStore(Path directory, Path temporary) throws IOException {
    this.directory = directory;
    this.temporary = temporary;
    Files.createDirectories(directory);
    load();
  }

  Path directory() {
    return directory;
  }

  /** The blob if it is in a segment that is known. */
  Optional<StoredBlob> find(Digest digest) {
    for (Segment segment : segments) {
      Optional<StoredBlob> blob = segment.find(digest);
      if (blob.isPresent()) {
        return blob;
      }
    }
    return Optional.empty();
  }

  /** Reads the directory if it may have changed; says whether it did. */
  boolean refresh() throws IOException {
    long changed = directory.toFile().lastModified();
    if (changed == seen) {
      return false;
    }
    load();
    return true;
  }

  /** What a file looks like from outside: a damaged one is told of, and read, once. */
  private record FileState(long size, FileTime changed) {
    static FileState of(Path file) throws IOException {
      return new FileState(Files.size(file), Files.getLastModifiedTime(file));
    }
  }

  /** Reads the directory. */
  synchronized void load() throws IOException {
    long changed = directory.toFile().lastModified();
    Map<Path, Segment> before = new HashMap<>();
    segments.forEach(segment -> before.put(segment.file(), segment));
    List<Segment> now = new ArrayList<>();
    Map<Path, FileState> damaged = new HashMap<>();
    for (Path file : files()) {
      try {
        Segment segment = before.get(file);
        if (segment != null) {
          segment.refresh();
          now.add(segment);
          continue;
        }
        FileState state = FileState.of(file);
        if (state.equals(unusable.get(file))) {
          damaged.put(file, state);
          continue;
        }
        open(file, state, damaged).ifPresent(now::add);
      } catch (NoSuchFileException e) {
        // deleted since the directory was listed
      } catch (IOException e) {
        LOG.atError().setCause(e).addKeyValue("segment", file).log("segment cannot be read");
      }
    }
    unusable = damaged;
    segments = List.copyOf(now);
    seen = System.currentTimeMillis() - changed > COARSE_MILLIS ? changed : UNSETTLED;
  }

  /** Opens a segment, or takes note that it is damaged. */
  private static Optional<Segment> open(Path file, FileState state, Map<Path, FileState> damaged)
      throws IOException {
    try {
      return Optional.of(Segment.open(file));
    } catch (DamagedSegmentException e) {
      damaged.put(file, state);
      LOG.atError()
          .addKeyValue("reason", e.getMessage())
          .log("segment cannot be used: its blobs count as missing");
      return Optional.empty();
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Segment::isSegment).sorted().toList();
    }
  }

  /** All segments, looked at anew. */
  List<Segment> all() throws IOException {
    load();
    return segments;
  }

  /** Takes a segment of another directory of the file system by renaming it. */
  void adopt(Segment segment) throws IOException {
    Path target = Segment.file(directory, segment.storeName());
    Files.deleteIfExists(Segment.gone(target)); // of an older file with the same blobs
    Files.move(segment.file(), target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes the blob from view if it is in a segment. */
  void delete(Digest digest) throws IOException {
    for (Segment segment : all()) {
      segment.remove(digest::equals);
    }
  }

  /**
   * Gives back what removed blobs of a segment take, if it is worth it: deletes the file, or copies
   * what is left. Whatever moment it is killed at, every other blob is in a whole segment.
   */
  void compact(Segment segment) throws IOException {
    long live = segment.live().mapToLong(segment::size).sum();
    if (live == 0 && segment.live().findAny().isEmpty()) {
      delete(segment);
    } else if (segment.dataBytes() - live >= segment.dataBytes() / COMPACT_AT) {
      copy(segment);
    }
  }

  private void copy(Segment segment) throws IOException {
    Path fresh = Segment.file(temporary, segment.storeName());
    try {
      try (SegmentWriter writer = new SegmentWriter(fresh)) {
        for (int row : segment.live().toArray()) {
          byte[] bytes = read(segment.blob(row));
          if (!Digest.of(bytes).equals(segment.digest(row))) {
            LOG.atWarn().addKeyValue("digest", segment.digest(row)).log("rotten blob not copied");
            return; // the scrub will find it and put it into quarantine
          }
          writer.add(segment.digest(row), bytes, 0, bytes.length);
        }
        writer.finish(true);
      }
      adopt(Segment.open(fresh));
    } finally {
      Files.deleteIfExists(fresh);
    }
    FileSystemSync.force(directory);
    delete(segment);
  }

  private static byte[] read(StoredBlob blob) throws IOException {
    try (InputStream in = blob.open()) {
      return in.readNBytes((int) blob.size());
    }
  }

  private static void delete(Segment segment) throws IOException {
    Files.deleteIfExists(segment.file());
    Files.deleteIfExists(Segment.gone(segment.file()));
  }

  /** Deletes lists of removed blobs whose segment is no more. */
  void deleteRemains() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path gone : files.filter(Segment::isGone).toList()) {
        if (!Files.exists(Segment.ofGone(gone))) {
          Files.deleteIfExists(gone);
        }
      }
    }
  }
}
