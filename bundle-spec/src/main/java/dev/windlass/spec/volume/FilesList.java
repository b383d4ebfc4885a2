package dev.windlass.spec.volume;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.content.RootedPath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A volume's FILES: every file of the volume but itself, sorted by path. Before each {@code
 * sha512sum} line stands a comment with the file's size and media type.
 */
public record FilesList(int volume, List<ListedFile> files) {
  /** The file's name in its volume. */
  public static final String NAME = "FILES";

  /** Most files that one list names; so it fits a small heap. */
  public static final int MAX_FILES = 100_000;

  /** Largest FILES. */
  public static final int MAX_BYTES = 64 << 20;

  public FilesList {
    files = List.copyOf(files);
  }

  /** Sum of the sizes of the listed files. */
  public long bytes() {
    return files.stream().mapToLong(ListedFile::size).sum();
  }

  /** The listed file with that path. */
  public Optional<ListedFile> find(RootedPath path) {
    int low = 0;
    int high = files.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = files.get(middle).path().compareTo(path);
      if (order == 0) {
        return Optional.of(files.get(middle));
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return Optional.empty();
  }

  /** The bytes of the file. */
  public byte[] encode() {
    StringBuilder out = new StringBuilder(64 + (files.size() * 256));
    out.append("# windlass-files: ").append(BundleHeader.FORMAT_VERSION).append('\n');
    out.append("# volume: ").append(volume).append('\n');
    for (ListedFile file : files) {
      out.append("# ").append(file.size()).append(' ').append(file.mediaType()).append('\n');
      out.append(new HashLine(file.sha512(), file.path()).text());
    }
    return out.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads exactly what {@link #encode} writes, of the volume that it shall be.
   *
   * @throws RefusedException with {@code FILES_MALFORMED}, {@code LIMIT_EXCEEDED} or {@code
   *     DELTA_UNSUPPORTED}
   */
  public static FilesList parse(int volume, byte[] bytes) {
    AsciiLines lines =
        new AsciiLines(
            RefusalCode.FILES_MALFORMED, VolumeNames.directory(volume) + "/FILES", bytes);
    FilesList list;
    try {
      list = parse(volume, lines);
    } catch (IllegalArgumentException e) {
      throw lines.refused(e);
    }
    if (!Arrays.equals(list.encode(), bytes)) {
      throw lines.refused("FILES is not in canonical form");
    }
    return list;
  }

  private static FilesList parse(int volume, AsciiLines lines) {
    if (AsciiLines.number(lines.value("windlass-files")) != BundleHeader.FORMAT_VERSION) {
      throw lines.refused("another format version than BUNDLE's");
    }
    if (AsciiLines.number(lines.value("volume")) != volume) {
      throw lines.refused("the list of another volume");
    }
    List<ListedFile> files = new ArrayList<>();
    while (lines.hasNext()) {
      if (files.size() == MAX_FILES) {
        throw new RefusedException(
            RefusalCode.LIMIT_EXCEEDED,
            VolumeNames.directory(volume) + "/FILES",
            "more than " + MAX_FILES + " files");
      }
      ListedFile file = file(lines);
      check(volume, file, lines);
      if (!files.isEmpty() && file.path().compareTo(files.getLast().path()) <= 0) {
        throw lines.refused("paths are not sorted, or one comes twice");
      }
      files.add(file);
    }
    if (files.isEmpty()) {
      throw lines.refused("an empty volume");
    }
    if (volume == 1
        && files.stream().noneMatch(file -> file.role() instanceof FileRole.Catalogue)) {
      throw lines.refused("volume 1 has no catalogue");
    }
    return new FilesList(volume, files);
  }

  private static ListedFile file(AsciiLines lines) {
    String facts = lines.next();
    int space = facts.indexOf(' ', 2);
    if (!facts.startsWith("# ") || space < 0) {
      throw lines.refused("expected \"# <size> <media type>\"");
    }
    long size = AsciiLines.number(facts.substring(2, space));
    HashLine line = HashLine.parse(lines.next());
    return new ListedFile(line.path(), size, facts.substring(space + 1), line.sha512());
  }

  private static void check(int volume, ListedFile file, AsciiLines lines) {
    switch (file.role()) {
      case FileRole.Catalogue() -> {
        onlyFirst(volume, lines);
        type(file, MediaTypes.CATALOGUE, lines);
      }
      case FileRole.OciLayout() -> {
        onlyFirst(volume, lines);
        type(file, MediaTypes.OCI_LAYOUT, lines);
      }
      case FileRole.OciIndex() -> {
        onlyFirst(volume, lines);
        type(file, MediaTypes.OCI_INDEX, lines);
      }
      case FileRole.Pack(int number) -> {
        type(file, MediaTypes.PACK, lines);
        if (file.size() > Packs.MAX_BYTES) {
          throw lines.refused("a pack larger than " + Packs.MAX_BYTES + " bytes: " + number);
        }
      }
      case FileRole.Part(_, int number) -> {
        type(file, MediaTypes.PART, lines);
        if (file.size() == 0) {
          throw lines.refused("an empty part: " + number);
        }
      }
      case FileRole.Blob(_) -> {}
      case FileRole.Delta(var path) ->
          throw new RefusedException(
              RefusalCode.DELTA_UNSUPPORTED,
              VolumeNames.directory(volume) + "/" + path,
              "format version 1 reserves deltas and carries none");
    }
  }

  private static void onlyFirst(int volume, AsciiLines lines) {
    if (volume != 1) {
      throw lines.refused("this file belongs into volume 1 only");
    }
  }

  private static void type(ListedFile file, String mediaType, AsciiLines lines) {
    if (!file.mediaType().equals(mediaType)) {
      throw lines.refused("the media type of this file is " + mediaType);
    }
  }
}
