package dev.windlass.spec.volume;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.content.Sha512;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One volume's directory, read against the hash of its FILES list that a verified BUNDLE gives.
 * Opening checks the list and the exact set of names, kinds and sizes; each file's hash is checked
 * while it is read. Holds no open file between calls; streams of one volume may be read by several
 * threads.
 */
public final class VolumeReader {
  private static final int LOAD = 256 * 1024;

  private final Path directory;
  private final String place;
  private final FilesList list;
  private final long listBytes;

  private VolumeReader(Path directory, String place, FilesList list, long listBytes) {
    this.directory = directory;
    this.place = place;
    this.list = list;
    this.listBytes = listBytes;
  }

  /**
   * Opens {@code volume-NNN} below {@code root}.
   *
   * @throws RefusedException with {@code VOLUME_MISSING}, {@code FILES_MISSING}, {@code
   *     FILES_HASH}, {@code FILES_MALFORMED}, {@code FILE_MISSING}, {@code FILE_UNLISTED}, {@code
   *     FILE_SIZE} or {@code NAME_FORBIDDEN}
   */
  public static VolumeReader open(Path root, int volume, Sha512 filesHash) throws IOException {
    String place = VolumeNames.directory(volume);
    Path directory = root.resolve(place);
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      throw new RefusedException(RefusalCode.VOLUME_MISSING, place, "the volume is not there");
    }
    byte[] bytes = readList(directory, place);
    Sha512 actual = Sha512.of(bytes);
    if (!actual.equals(filesHash)) {
      throw new RefusedException(
          RefusalCode.FILES_HASH,
          place + "/" + FilesList.NAME,
          "SHA-512 " + actual + ", BUNDLE says " + filesHash);
    }
    FilesList list = FilesList.parse(volume, bytes);
    Map<String, Long> expected = HashMap.newHashMap(list.files().size() + 1);
    list.files().forEach(file -> expected.put(file.path().text(), file.size()));
    expected.put(FilesList.NAME, (long) bytes.length);
    ExactSet.check(place, directory, expected);
    return new VolumeReader(directory, place, list, bytes.length);
  }

  private static byte[] readList(Path directory, String place) throws IOException {
    Path file = directory.resolve(FilesList.NAME);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw Files.exists(file, LinkOption.NOFOLLOW_LINKS)
          ? new RefusedException(
              RefusalCode.NAME_FORBIDDEN, place + "/" + FilesList.NAME, "no plain file")
          : new RefusedException(
              RefusalCode.FILES_MISSING, place + "/" + FilesList.NAME, "the list is not there");
    }
    return BoundedFile.read(
        file, place + "/" + FilesList.NAME, FilesList.MAX_BYTES, RefusalCode.LIMIT_EXCEEDED);
  }

  public int volume() {
    return list.volume();
  }

  /** The listed files, sorted by path. */
  public List<ListedFile> files() {
    return list.files();
  }

  /** The volume's FILES, which BUNDLE vouches for. */
  public FilesList list() {
    return list;
  }

  /** Number of files in the volume, FILES included. */
  public long fileCount() {
    return list.files().size() + 1L;
  }

  /** Sum of the sizes of the volume's files, FILES included. */
  public long bytes() {
    return list.bytes() + listBytes;
  }

  /** How to call a file of this volume in reports: {@code volume-001/…}. */
  public String place(ListedFile file) {
    return place + "/" + file.path();
  }

  /**
   * A file's bytes. The stream throws {@link RefusedException} with {@code FILE_SIZE} or {@code
   * FILE_HASH} instead of reporting the end of a file that is not the listed one. The caller closes
   * it.
   */
  public InputStream open(ListedFile file) throws IOException {
    return new HashedFileInput(place(file), file, openUnchecked(file));
  }

  private InputStream openUnchecked(ListedFile file) throws IOException {
    try {
      return Files.newInputStream(
          file.path().under(directory), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      throw new RefusedException(
          RefusalCode.FILE_MISSING, place(file), "listed, but no longer there", e);
    }
  }

  /** A file of moderate size at once, with its size and hash checked. */
  byte[] readAll(ListedFile file) throws IOException {
    try (InputStream in = open(file)) {
      byte[] bytes = in.readNBytes((int) file.size());
      in.transferTo(OutputStream.nullOutputStream());
      return bytes;
    }
  }

  /**
   * Reads a pack and checks its size and hash, on the caller's thread, so that one pack can be read
   * while another is parsed.
   *
   * @param into holds the pack as long as it is in use; at least of its size
   * @throws RefusedException with {@code FILE_MISSING}, {@code FILE_SIZE} or {@code FILE_HASH}
   */
  public LoadedPack load(ListedFile pack, byte[] into) throws IOException {
    MessageDigest sha512 = Sha512.algorithm();
    int size = (int) pack.size();
    int length = 0;
    try (InputStream in = openUnchecked(pack)) {
      while (length < size) {
        int count = in.read(into, length, Math.min(LOAD, size - length));
        if (count < 0) {
          throw new RefusedException(
              RefusalCode.FILE_SIZE, place(pack), length + " bytes, " + size + " listed");
        }
        sha512.update(into, length, count);
        length += count;
      }
      if (in.read() >= 0) {
        throw new RefusedException(
            RefusalCode.FILE_SIZE, place(pack), "longer than the " + size + " bytes listed");
      }
    }
    Sha512 actual = Sha512.ofBytes(sha512.digest());
    if (!actual.equals(pack.sha512())) {
      throw new RefusedException(
          RefusalCode.FILE_HASH, place(pack), "SHA-512 " + actual + ", listed " + pack.sha512());
    }
    return new LoadedPack(place(pack), into, length);
  }

  /** Reads every file of the volume once and checks its hash. */
  public void verifyFiles() throws IOException {
    for (ListedFile file : files()) {
      try (InputStream in = open(file)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  /**
   * Hands on every blob and part of this volume, in the order of FILES. Each file is read once; a
   * pack is hashed before it is parsed; each blob's SHA-256 is checked.
   *
   * @throws RefusedException with {@code FILE_SIZE}, {@code FILE_HASH}, {@code PACK_MALFORMED},
   *     {@code BLOB_SIZE} or {@code BLOB_DIGEST}
   */
  public void forEach(BlobConsumer consumer) throws IOException {
    for (ListedFile file : files()) {
      forEach(file, consumer);
    }
  }

  /** As {@link #forEach(BlobConsumer)}, of one file alone. */
  public void forEach(ListedFile file, BlobConsumer consumer) throws IOException {
    switch (file.role()) {
      case FileRole.Blob(var digest) ->
          VerifiedBlob.pass(place(file), digest, file.size(), open(file), consumer);
      case FileRole.Part(var digest, int number) -> {
        try (InputStream in = open(file)) {
          consumer.part(digest, number, file.size(), in);
          in.transferTo(OutputStream.nullOutputStream());
        }
      }
      case FileRole.Pack(_) ->
          load(file, new byte[(int) file.size()])
              .forEach((digest, pack, offset, size) ->
                  consumer.blob(digest, size, new ByteArrayInputStream(pack, offset, size)));
      case FileRole.Catalogue(), FileRole.OciLayout(), FileRole.OciIndex(), FileRole.Delta(_) -> {}
    }
  }
}
