package dev.windlass.signing.verify;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.volume.BundleHeader;
import dev.windlass.spec.volume.ListedFile;
import dev.windlass.spec.volume.VolumeNames;
import dev.windlass.spec.volume.VolumeReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Step 7: of each volume that is there the FILES list by its hash in BUNDLE, the exact set of names
 * and sizes, then every file by its SHA-512; with all volumes there, the totals of BUNDLE too.
 */
final class Step7Volumes {
  private final BundleHeader header;
  private final SortedMap<Integer, VolumeReader> volumes = new TreeMap<>();

  private Step7Volumes(BundleHeader header) {
    this.header = header;
  }

  /**
   * Opens the volumes that are there: lists, names and sizes, but no contents yet.
   *
   * @throws RefusedException with a code of step 7
   */
  static Step7Volumes open(BundleHeader header, MediaRoots media) throws IOException {
    RootFiles.check(header, media.roots());
    Step7Volumes step = new Step7Volumes(header);
    for (var volume : media.volumes().entrySet()) {
      int number = volume.getKey();
      Path root = volume.getValue();
      if (number > header.volumes()) {
        throw new RefusedException(
            RefusalCode.VOLUME_UNKNOWN,
            VolumeNames.directory(number),
            "the bundle has " + header.volumes() + " volumes");
      }
      step.volumes.put(
          number, VolumeReader.open(root, number, header.volumeLists().get(number - 1)));
    }
    if (step.missing().isEmpty()) {
      step.checkTotals();
    }
    return step;
  }

  private void checkTotals() {
    long files = volumes.values().stream().mapToLong(VolumeReader::fileCount).sum();
    if (files != header.files() || bytes() != header.bytes()) {
      throw new RefusedException(
          RefusalCode.TOTALS_MISMATCH,
          BundleHeader.NAME,
          "the volumes have %d files of %d bytes, BUNDLE says %d of %d"
              .formatted(files, bytes(), header.files(), header.bytes()));
    }
  }

  /** Size of all files in the volumes that are there. */
  long bytes() {
    return volumes.values().stream().mapToLong(VolumeReader::bytes).sum();
  }

  List<Integer> present() {
    return List.copyOf(volumes.keySet());
  }

  List<Integer> missing() {
    return IntStream.rangeClosed(1, header.volumes())
        .boxed()
        .filter(number -> !volumes.containsKey(number))
        .toList();
  }

  /** The volumes that are there, in their order. */
  List<VolumeReader> all() {
    return List.copyOf(volumes.values());
  }

  /**
   * Reads every file once. Its SHA-512 is checked, and what step 8 checks of its blobs at the same
   * time; a pack is hashed before it is parsed.
   *
   * @throws RefusedException with a code of step 7 or 8
   */
  void read(Step8Blobs blobs, VerifyListener listener) throws IOException {
    listener.started(volumes.size(), bytes());
    for (var entry : volumes.entrySet()) {
      VolumeReader volume = entry.getValue();
      for (ListedFile file : volume.files()) {
        blobs.read(volume, file);
      }
      listener.volumeGood(entry.getKey());
    }
  }
}
