package dev.windlass.server.intake;

import dev.windlass.server.store.AtomicFile;
import dev.windlass.server.store.DataDirectory;
import dev.windlass.server.store.LocalBlobs;
import dev.windlass.server.store.Trees;
import dev.windlass.signing.verify.SignedBundle;
import dev.windlass.spec.content.BlobTable;
import dev.windlass.spec.content.FileSystemSync;
import dev.windlass.spec.content.Sha512;
import dev.windlass.spec.volume.BundleHeader;
import dev.windlass.spec.volume.FilesList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What has arrived of one bundle: a directory beside the store, on its file system. A volume counts
 * as taken once its mark, the verified FILES list, stands here; until then a killed import takes it
 * again.
 *
 * <pre>
 * since               when the first part came
 * volumes/001/FILES   the mark
 * volumes/001/BLOBS   what the volume carried, {@link CarriedBlobs}
 * blobs/              staged blobs; the segments of volume 1 are 001-0001 and so on
 * parts/HEX/0001      pieces of split blobs
 * release/            the release's directory in the making: BUNDLE, signatures, catalogue
 * </pre>
 */
final class Session {
  private static final String SINCE = "since";
  private static final String MARK = "FILES";
  private static final String BLOBS = "BLOBS";

  private final Path root;
  private final BundleHeader header;
  private final LocalBlobs staged;

  private Session(Path root, BundleHeader header) throws IOException {
    this.root = root;
    this.header = header;
    this.staged = LocalBlobs.open(root.resolve("blobs"));
  }

  /** The bundle's directory, whether it is there or not. */
  static Path directory(DataDirectory data, Sha512 bundle) {
    return data.incoming().resolve(bundle.hex().substring(0, 32));
  }

  /** Opens the bundle's session, beginning it if this is the first part to come. */
  static Session open(DataDirectory data, BundleHeader header, SignedBundle bundle, Instant now)
      throws IOException {
    Session session = new Session(directory(data, bundle.hash()), header);
    Files.createDirectories(session.release());
    Files.createDirectories(session.parts());
    Files.createDirectories(session.root.resolve("volumes"));
    Path since = session.root.resolve(SINCE);
    if (!Files.exists(since)) {
      AtomicFile.write(since, now.toString().getBytes(StandardCharsets.UTF_8));
    }
    AtomicFile.write(session.release().resolve(BundleHeader.NAME), bundle.bytes());
    for (var signature : bundle.signatures().entrySet()) {
      AtomicFile.write(
          session.release().resolve(signature.getKey().fileName()), signature.getValue());
    }
    // What a killed run was writing is of no use.
    Trees.delete(session.root.resolve("blobs/tmp"));
    return new Session(session.root, header);
  }

  /** The sessions that are open, of this process or of an earlier one. */
  static List<Session> all(DataDirectory data) throws IOException {
    List<Session> sessions = new ArrayList<>();
    try (Stream<Path> directories = Files.list(data.incoming())) {
      for (Path directory : directories.sorted().toList()) {
        Path bundle = directory.resolve("release").resolve(BundleHeader.NAME);
        if (Files.exists(bundle) && Files.exists(directory.resolve(SINCE))) {
          sessions.add(new Session(directory, BundleHeader.parse(Files.readAllBytes(bundle))));
        }
      }
    }
    return sessions;
  }

  BundleHeader header() {
    return header;
  }

  Instant since() throws IOException {
    return Instant.parse(Files.readString(root.resolve(SINCE)));
  }

  LocalBlobs staged() {
    return staged;
  }

  Path parts() {
    return root.resolve("parts");
  }

  Path release() {
    return root.resolve("release");
  }

  Path catalogue() {
    return release().resolve("catalogue.jsonl");
  }

  private Path volume(int number) {
    return root.resolve("volumes").resolve(String.format(Locale.ROOT, "%03d", number));
  }

  boolean taken(int volume) {
    return Files.exists(volume(volume).resolve(MARK));
  }

  List<Integer> taken() {
    return IntStream.rangeClosed(1, header.volumes()).filter(this::taken).boxed().toList();
  }

  List<Integer> missing() {
    return IntStream.rangeClosed(1, header.volumes())
        .filter(number -> !taken(number))
        .boxed()
        .toList();
  }

  /** Writes down what the volume carried; it does not count as taken yet. */
  void record(int volume, BlobTable carried) throws IOException {
    Files.createDirectories(volume(volume));
    CarriedBlobs.write(volume(volume).resolve(BLOBS), carried);
  }

  /** Forces all that was staged to the medium, then marks the volume as taken. */
  void mark(FilesList list) throws IOException {
    FileSystemSync.sync(root);
    AtomicFile.write(volume(list.volume()).resolve(MARK), list.encode());
  }

  /** The verified list of a taken volume. */
  FilesList files(int volume) throws IOException {
    return FilesList.parse(volume, Files.readAllBytes(volume(volume).resolve(MARK)));
  }

  /** Adds what the volume carried to the table. */
  void carried(int volume, BlobTable into) throws IOException {
    CarriedBlobs.read(volume(volume).resolve(BLOBS), into);
  }

  /** Forgets all of it. */
  void delete() throws IOException {
    Trees.delete(root);
  }
}
