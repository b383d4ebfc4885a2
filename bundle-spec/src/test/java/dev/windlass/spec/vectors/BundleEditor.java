package dev.windlass.spec.vectors;

import dev.windlass.spec.catalogue.ReleaseId;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.RootedPath;
import dev.windlass.spec.content.Sha512;
import dev.windlass.spec.volume.BundleHeader;
import dev.windlass.spec.volume.FilesList;
import dev.windlass.spec.volume.ListedFile;
import dev.windlass.spec.volume.RootNames;
import dev.windlass.spec.volume.VolumeNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Puts one defect into a bundle and makes the hashes above it good again, as an attacker who signs
 * could: so each defect is met by the check that is meant for it.
 */
final class BundleEditor {
  private static final String FIRST = "volume-001/";

  private final Path root;

  BundleEditor(Path root) {
    this.root = root;
  }

  Path path(String name) {
    return root.resolve(name);
  }

  byte[] read(String name) throws IOException {
    return Files.readAllBytes(path(name));
  }

  void write(String name, byte[] bytes) throws IOException {
    Files.createDirectories(path(name).getParent());
    Files.write(path(name), bytes);
  }

  void flip(String name) throws IOException {
    byte[] bytes = read(name);
    bytes[bytes.length / 2] ^= 1;
    write(name, bytes);
  }

  void delete(String name) throws IOException {
    Files.delete(path(name));
  }

  void deleteTree(String name) throws IOException {
    try (var paths = Files.walk(path(name))) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** Edits BUNDLE as text. */
  void bundle(UnaryOperator<String> edit) throws IOException {
    edit(BundleHeader.NAME, edit);
  }

  /** Edits the FILES list of volume 1 as text and seals BUNDLE over it. */
  void files(UnaryOperator<String> edit) throws IOException {
    edit(FIRST + FilesList.NAME, edit);
    sealHeader();
  }

  private void edit(String name, UnaryOperator<String> edit) throws IOException {
    String text = new String(read(name), StandardCharsets.ISO_8859_1);
    String edited = edit.apply(text);
    if (edited.equals(text)) {
      throw new IllegalArgumentException("the edit of " + name + " changes nothing");
    }
    write(name, edited.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Edits a file of volume 1 and seals FILES and BUNDLE over it. */
  void content(String name, UnaryOperator<byte[]> edit) throws IOException {
    write(FIRST + name, edit.apply(read(FIRST + name)));
    seal();
  }

  /** Gives volume 1 another catalogue, well compressed, and seals everything over it. */
  void catalogue(UnaryOperator<String> edit) throws IOException {
    byte[] frame = read(FIRST + "catalogue.jsonl.zst");
    String text = new String(Zstandard.decompress(frame), StandardCharsets.ISO_8859_1);
    byte[] edited = edit.apply(text).getBytes(StandardCharsets.ISO_8859_1);
    write(FIRST + "catalogue.jsonl.zst", Zstandard.compress(edited));
    seal();
    BundleHeader header = header();
    replace(
        header,
        new ReleaseId(Digest.of(edited)),
        edited.length,
        header.files(),
        header.bytes(),
        header.volumeLists());
  }

  BundleHeader header() throws IOException {
    return BundleHeader.parse(read(BundleHeader.NAME));
  }

  /** The one pack of volume 1. */
  String pack() {
    return "packs/000001.tar";
  }

  /** Lists what is on disk now, in all volumes, and seals BUNDLE over the lists. */
  void seal() throws IOException {
    for (int volume = 1; volume <= header().volumes(); volume++) {
      seal(volume);
    }
    sealHeader();
  }

  private void seal(int volume) throws IOException {
    Path directory = root.resolve(VolumeNames.directory(volume));
    Path listFile = directory.resolve(FilesList.NAME);
    SortedMap<RootedPath, String> types = new TreeMap<>();
    FilesList.parse(volume, Files.readAllBytes(listFile))
        .files()
        .forEach(file -> types.put(file.path(), file.mediaType()));
    List<ListedFile> files = new ArrayList<>();
    try (var paths = Files.walk(directory)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String name = directory.relativize(path).toString();
        if (!name.equals(FilesList.NAME)) {
          RootedPath rooted = RootedPath.parse(name);
          byte[] bytes = Files.readAllBytes(path);
          String usual = name.endsWith(".tar") ? "application/x-tar" : "application/octet-stream";
          String type = types.getOrDefault(rooted, usual);
          files.add(new ListedFile(rooted, bytes.length, type, Sha512.of(bytes)));
        }
      }
    }
    files.sort(Comparator.comparing(ListedFile::path));
    Files.write(listFile, new FilesList(volume, files).encode());
  }

  /** Makes BUNDLE's hashes and totals those of what is on disk. */
  void sealHeader() throws IOException {
    BundleHeader header = header();
    List<Sha512> lists = new ArrayList<>();
    long[] totals = {0, 0};
    for (int volume = 1; volume <= header.volumes(); volume++) {
      Path directory = root.resolve(VolumeNames.directory(volume));
      lists.add(Sha512.of(Files.readAllBytes(directory.resolve(FilesList.NAME))));
      try (var paths = Files.walk(directory)) {
        for (Path path : paths.filter(Files::isRegularFile).toList()) {
          totals[0]++;
          totals[1] += Files.size(path);
        }
      }
    }
    replace(header, header.release(), header.catalogueBytes(), totals[0], totals[1], lists);
  }

  private void replace(
      BundleHeader header,
      ReleaseId release,
      long catalogueBytes,
      long files,
      long bytes,
      List<Sha512> lists)
      throws IOException {
    BundleHeader sealed =
        new BundleHeader(
            header.formatVersion(),
            header.facts(),
            header.base(),
            release,
            catalogueBytes,
            files,
            bytes,
            header.rootFiles(),
            lists);
    write(BundleHeader.NAME, sealed.encode());
  }

  /** Shortens VERIFY.txt, which is the same in every bundle, to keep the vectors small. */
  void shortenVerifyText() throws IOException {
    byte[] text = "See SPEC.md.\n".getBytes(StandardCharsets.US_ASCII);
    write(RootNames.VERIFY.text(), text);
    BundleHeader header = header();
    SortedMap<RootedPath, Sha512> rootFiles = new TreeMap<>(header.rootFiles());
    rootFiles.put(RootNames.VERIFY, Sha512.of(text));
    write(
        BundleHeader.NAME,
        new BundleHeader(
                header.formatVersion(),
                header.facts(),
                header.base(),
                header.release(),
                header.catalogueBytes(),
                header.files(),
                header.bytes(),
                rootFiles,
                header.volumeLists())
            .encode());
  }
}
