package dev.windlass.spec.volume;

import dev.windlass.spec.RefusedException;
import dev.windlass.spec.content.RootedPath;
import dev.windlass.spec.content.Sha512;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/** Fills one volume after the other and writes each one's FILES list. */
final class VolumeSetWriter {
  /** What a file may cost beside its bytes: its lines in FILES and its directory record. */
  private static final long FILE_OVERHEAD = 2560;

  private static final long SECTOR = 2048;

  /** Writes a file's bytes. */
  @FunctionalInterface
  interface Content {
    void writeTo(HashedFileOutput out) throws IOException;

    /**
     * Whether a file that an earlier run finished has these bytes. Only asked of files that are as
     * they were written then; so it is true unless what they were written from may have changed.
     */
    default boolean matches(ListedFile finished) throws IOException {
      return true;
    }
  }

  private final Path root;
  private final Profile profile;
  private final long capacity;
  private final PackJournal journal;
  private final List<Sha512> lists = new ArrayList<>();
  private final List<ListedFile> listed = new ArrayList<>();
  private final Set<Path> directories = new HashSet<>();
  private long free;
  private long files;
  private long bytes;

  /**
   * @param reserved bytes of each volume's medium that root files take
   */
  VolumeSetWriter(Path root, Profile profile, long reserved, PackJournal journal) {
    this.root = root;
    this.profile = profile;
    this.capacity = profile.volumeBytes() - cost(0) - reserved;
    this.free = capacity;
    this.journal = journal;
    if (room(capacity) < Profile.MIN_VOLUME_BYTES / 4) {
      throw new PackException(
          "a volume of profile "
              + profile.name()
              + " has no room beside CHANGES.txt and VERIFY.txt, which take "
              + reserved
              + " bytes: choose a larger profile");
    }
  }

  private static long cost(long size) {
    return ((size + SECTOR - 1) / SECTOR * SECTOR) + FILE_OVERHEAD;
  }

  private long room(long space) {
    return Math.min(profile.fileBytes(), (space - FILE_OVERHEAD) / SECTOR * SECTOR);
  }

  /** The largest file that the current volume takes; negative if it takes none at all. */
  long room() {
    return listed.size() == FilesList.MAX_FILES ? -1 : room(free);
  }

  /** The largest file that an empty volume takes. */
  long emptyRoom() {
    return room(capacity);
  }

  /** Whether the current volume takes all of these files. */
  boolean takes(LongStream sizes) {
    long[] sum = {0, 0};
    sizes.forEach(size -> {
      sum[0] += size <= profile.fileBytes() ? cost(size) : capacity;
      sum[1]++;
    });
    return sum[0] <= free && listed.size() + sum[1] <= FilesList.MAX_FILES;
  }

  /** Number of the current volume. */
  int volume() {
    return lists.size() + 1;
  }

  /** Adds a file that the current volume has room for. */
  void add(FileRole role, long size, String mediaType, Content content) throws IOException {
    RootedPath path = role.path();
    if (size > room()) {
      throw new PackException(
          VolumeNames.directory(volume())
              + " of profile "
              + profile.name()
              + " has no room for "
              + path
              + " of "
              + size
              + " bytes: choose a larger profile");
    }
    ListedFile file = finished(path, size, mediaType, content).orElse(null);
    if (file == null) {
      file = write(path, size, mediaType, content);
      journal.record(volume(), file);
    }
    listed.add(file);
    free -= cost(size);
  }

  private Path directory() {
    return root.resolve(VolumeNames.directory(volume()));
  }

  private Optional<ListedFile> finished(
      RootedPath path, long size, String mediaType, Content content) throws IOException {
    Optional<ListedFile> file = journal.next(volume(), path, size, mediaType);
    if (file.isEmpty()) {
      return file;
    }
    try (InputStream in =
        new HashedFileInput(
            path.text(), file.get(), Files.newInputStream(path.under(directory())))) {
      in.transferTo(OutputStream.nullOutputStream());
      if (content.matches(file.get())) {
        return file;
      }
    } catch (NoSuchFileException | RefusedException e) {
      // Lost or altered since.
    }
    journal.distrust(file.get(), volume());
    return Optional.empty();
  }

  private ListedFile write(RootedPath path, long size, String mediaType, Content content)
      throws IOException {
    Path target = path.under(directory());
    if (directories.add(target.getParent())) {
      Files.createDirectories(target.getParent());
    }
    try (HashedFileOutput out = new HashedFileOutput(target)) {
      content.writeTo(out);
      if (out.written() != size) {
        throw new PackException(
            path + " was planned with " + size + " bytes and has " + out.written());
      }
      return new ListedFile(path, size, mediaType, out.finish());
    }
  }

  /** Ends the current volume and begins the next. */
  void nextVolume() throws IOException {
    endVolume();
    if (volume() > BundleHeader.MAX_VOLUMES) {
      throw new PackException(
          "more than "
              + BundleHeader.MAX_VOLUMES
              + " volumes of profile "
              + profile.name()
              + ": choose a larger profile");
    }
    free = capacity;
  }

  private void endVolume() throws IOException {
    listed.sort(Comparator.comparing(ListedFile::path));
    FilesList list = new FilesList(volume(), listed);
    byte[] encoded = list.encode();
    Files.write(directory().resolve(FilesList.NAME), encoded);
    files += listed.size() + 1;
    bytes += list.bytes() + encoded.length;
    lists.add(Sha512.of(encoded));
    listed.clear();
    directories.clear();
  }

  /** Ends the last volume and returns the hashes of all FILES lists. */
  List<Sha512> finish() throws IOException {
    endVolume();
    return List.copyOf(lists);
  }

  /** Files in all ended volumes, FILES lists included. */
  long files() {
    return files;
  }

  /** Bytes in all ended volumes, FILES lists included. */
  long bytes() {
    return bytes;
  }
}
