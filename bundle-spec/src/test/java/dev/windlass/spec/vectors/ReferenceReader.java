package dev.windlass.spec.vectors;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.content.BlobTable;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.Sha512;
import dev.windlass.spec.volume.BlobConsumer;
import dev.windlass.spec.volume.BoundedFile;
import dev.windlass.spec.volume.BundleContent;
import dev.windlass.spec.volume.BundleHeader;
import dev.windlass.spec.volume.FileRole;
import dev.windlass.spec.volume.FilesList;
import dev.windlass.spec.volume.ImageCheck;
import dev.windlass.spec.volume.ListedFile;
import dev.windlass.spec.volume.SplitBlobs;
import dev.windlass.spec.volume.VolumeNames;
import dev.windlass.spec.volume.VolumeReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs the format's own part of the verification procedure: all but signatures and policy. */
final class ReferenceReader {
  private final Path root;
  private final BlobTable blobs = new BlobTable();

  private ReferenceReader(Path root) {
    this.root = root;
  }

  static void read(Path root) throws IOException {
    new ReferenceReader(root).read();
  }

  private void read() throws IOException {
    checkNames();
    BundleHeader header =
        BundleHeader.parse(
            BoundedFile.read(
                root.resolve(BundleHeader.NAME),
                BundleHeader.NAME,
                BundleHeader.MAX_BYTES,
                RefusalCode.BUNDLE_OVERSIZE));
    for (var file : header.rootFiles().entrySet()) {
      Path path = file.getKey().under(root);
      if (!Files.exists(path) || !Sha512.of(Files.readAllBytes(path)).equals(file.getValue())) {
        throw new RefusedException(RefusalCode.ROOT_FILE_HASH, file.getKey().text(), "altered");
      }
    }
    if (Files.exists(root.resolve(VolumeNames.directory(header.volumes() + 1)))) {
      throw new RefusedException(RefusalCode.VOLUME_UNKNOWN, root.toString(), "one too many");
    }
    List<VolumeReader> volumes = new ArrayList<>();
    long files = 0;
    long bytes = 0;
    for (int volume = 1; volume <= header.volumes(); volume++) {
      VolumeReader reader = VolumeReader.open(root, volume, header.volumeLists().get(volume - 1));
      volumes.add(reader);
      files += reader.fileCount();
      bytes += reader.bytes();
    }
    if (files != header.files() || bytes != header.bytes()) {
      throw new RefusedException(RefusalCode.TOTALS_MISMATCH, BundleHeader.NAME, "other totals");
    }
    readBlobs(volumes);
    readCatalogue(header, volumes);
  }

  private void checkNames() throws IOException {
    Set<String> known = Set.of(BundleHeader.NAME, "CHANGES.txt", "VERIFY.txt");
    try (var entries = Files.list(root)) {
      for (Path entry : entries.toList()) {
        String name = entry.getFileName().toString();
        if (!known.contains(name) && VolumeNames.parse(name).isEmpty()) {
          throw new RefusedException(RefusalCode.ROOT_UNKNOWN_NAME, name, "unknown");
        }
      }
    }
  }

  private void readBlobs(List<VolumeReader> volumes) throws IOException {
    BlobConsumer remember =
        new BlobConsumer() {
          @Override
          public void blob(Digest digest, long size, InputStream content) throws IOException {
            content.transferTo(OutputStream.nullOutputStream());
            if (blobs.add(digest, size << 1) < 0) {
              throw new RefusedException(RefusalCode.BLOB_UNLISTED, digest.hex(), "comes twice");
            }
          }

          @Override
          public void part(Digest digest, int number, long size, InputStream content) {}
        };
    SplitBlobs split = new SplitBlobs();
    for (VolumeReader volume : volumes) {
      volume.verifyFiles();
      volume.forEach(remember);
      split.add(volume);
    }
    split.join(remember);
  }

  private void readCatalogue(BundleHeader header, List<VolumeReader> volumes) throws IOException {
    ImageCheck images = new ImageCheck(digest -> open(volumes, digest));
    BundleContent.forEachEntry(
        header,
        volumes.getFirst(),
        entry -> {
          entry
              .blobs()
              .forEach(blob -> {
                int row = blobs.find(blob.digest());
                if (row >= 0 && blobs.value(row) >> 1 != blob.size()) {
                  throw refused(RefusalCode.BLOB_SIZE, blob.digest());
                }
                if (row < 0 && header.base().isEmpty()) {
                  throw refused(RefusalCode.BLOB_MISSING, blob.digest());
                }
                if (row >= 0) {
                  blobs.setValue(row, blobs.value(row) | 1);
                }
              });
          images.add(entry);
        });
    List<FilesList> lists = volumes.stream().map(VolumeReader::list).toList();
    images.finish(header, lists, blobs::contains);
    for (int row = 0; row < blobs.rows(); row++) {
      if ((blobs.value(row) & 1) == 0) {
        throw refused(RefusalCode.BLOB_UNLISTED, blobs.digest(row));
      }
    }
  }

  private static Optional<InputStream> open(List<VolumeReader> volumes, Digest digest)
      throws IOException {
    for (VolumeReader volume : volumes) {
      Optional<ListedFile> file = volume.list().find(new FileRole.Blob(digest).path());
      if (file.isPresent()) {
        return Optional.of(volume.open(file.get()));
      }
    }
    return Optional.empty();
  }

  private static RefusedException refused(RefusalCode code, Digest digest) {
    return new RefusedException(code, digest.hex(), "against the catalogue");
  }
}
