package dev.windlass.signing.verify;

import dev.windlass.signing.cms.SignatureReader;
import dev.windlass.signing.keys.SignatureAlgorithm;
import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.volume.BoundedFile;
import dev.windlass.spec.volume.BundleHeader;
import dev.windlass.spec.volume.RootNames;
import dev.windlass.spec.volume.VolumeNames;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Step 1: BUNDLE and its signatures, as bounded bytes, from every directory. All directories must
 * carry the same bytes, and no name may stand beside them that the format does not know.
 */
final class Step1ReadBundle {
  private static final Set<String> FILES =
      Set.of(
          BundleHeader.NAME,
          RootNames.P384_SIGNATURE,
          RootNames.MLDSA87_SIGNATURE,
          RootNames.SIGSTORE,
          RootNames.CHANGES.text(),
          RootNames.VERIFY.text());
  private static final Set<String> DIRECTORIES = Set.of(RootNames.APPROVALS, RootNames.TRUST);

  private final Map<String, byte[]> contents = new HashMap<>();
  private final SortedMap<Integer, Path> volumes = new TreeMap<>();

  private Step1ReadBundle() {}

  /**
   * @throws RefusedException with {@code BUNDLE_MISSING}, {@code BUNDLE_OVERSIZE}, {@code
   *     BUNDLE_DIFFERS}, {@code ROOT_UNKNOWN_NAME}, {@code NAME_FORBIDDEN} or {@code
   *     VOLUME_UNKNOWN}
   */
  static MediaRoots read(List<Path> roots) throws IOException {
    Step1ReadBundle step = new Step1ReadBundle();
    for (Path root : roots) {
      step.list(root);
      step.readIfThere(root, BundleHeader.NAME, BundleHeader.MAX_BYTES);
      if (!Files.isRegularFile(root.resolve(BundleHeader.NAME), LinkOption.NOFOLLOW_LINKS)) {
        throw missing(root);
      }
      for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
        step.readIfThere(root, algorithm.fileName(), SignatureReader.MAX_BYTES);
      }
    }
    Map<SignatureAlgorithm, byte[]> signatures = new EnumMap<>(SignatureAlgorithm.class);
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      byte @Nullable [] bytes = step.contents.get(algorithm.fileName());
      if (bytes != null) {
        signatures.put(algorithm, bytes);
      }
    }
    byte @Nullable [] bundle = step.contents.get(BundleHeader.NAME);
    if (bundle == null) {
      throw new IllegalArgumentException("no directory was given");
    }
    return new MediaRoots(new SignedBundle(bundle, signatures), roots, step.volumes);
  }

  private static RefusedException missing(Path root) {
    return new RefusedException(
        RefusalCode.BUNDLE_MISSING, root + "/" + BundleHeader.NAME, "this file is missing");
  }

  private void readIfThere(Path root, String name, int limit) throws IOException {
    Path file = root.resolve(name);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    byte[] bytes = BoundedFile.read(file, name, limit, RefusalCode.BUNDLE_OVERSIZE);
    byte @Nullable [] former = contents.putIfAbsent(name, bytes);
    if (former != null && !Arrays.equals(former, bytes)) {
      throw new RefusedException(
          RefusalCode.BUNDLE_DIFFERS,
          root + "/" + name,
          "differs from the file of this name in another directory: volumes of two bundles");
    }
  }

  private void list(Path root) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(root)) {
      stream.forEach(entries::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    for (Path entry : entries) {
      String name = String.valueOf(entry.getFileName());
      OptionalInt volume = VolumeNames.parse(name);
      if (volume.isPresent() || DIRECTORIES.contains(name)) {
        require(Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS), root, name);
      } else if (FILES.contains(name)) {
        require(Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS), root, name);
      } else {
        throw new RefusedException(
            RefusalCode.ROOT_UNKNOWN_NAME, root + "/" + name, "not a name of the format");
      }
      if (volume.isPresent() && volumes.put(volume.getAsInt(), root) != null) {
        throw new RefusedException(
            RefusalCode.VOLUME_UNKNOWN, root + "/" + name, "the volume is in two directories");
      }
    }
  }

  private static void require(boolean kind, Path root, String name) {
    if (!kind) {
      throw new RefusedException(
          RefusalCode.NAME_FORBIDDEN,
          root + "/" + name,
          "not of the kind that the format asks for");
    }
  }
}
