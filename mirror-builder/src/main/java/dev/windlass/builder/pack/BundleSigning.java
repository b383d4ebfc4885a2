package dev.windlass.builder.pack;

import dev.windlass.signing.cms.DetachedSignatures;
import dev.windlass.signing.keys.SignatureAlgorithm;
import dev.windlass.signing.keys.SigningKey;
import dev.windlass.spec.content.FileSystemSync;
import dev.windlass.spec.volume.BundleHeader;
import dev.windlass.spec.volume.RootNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Puts signatures beside a bundle's BUNDLE, one file an algorithm. */
public final class BundleSigning {
  private BundleSigning() {}

  /** Whether the bundle has been signed for every algorithm. */
  public static boolean signed(Path bundle) {
    return Arrays.stream(SignatureAlgorithm.values())
        .allMatch(algorithm -> Files.exists(bundle.resolve(fileName(algorithm))));
  }

  /**
   * Signs with all keys. Signatures of other keys, made before, are kept.
   *
   * @return the signature files
   * @throws IOException if the directory is no bundle
   * @throws dev.windlass.spec.RefusedException if BUNDLE is malformed
   */
  public static List<Path> sign(Path bundle, List<SigningKey> keys, Instant time)
      throws IOException {
    Path signed = bundle.resolve(BundleHeader.NAME);
    if (!Files.isRegularFile(signed)) {
      throw new IOException("tried to sign " + bundle + ", but it holds no BUNDLE: pack it first");
    }
    byte[] content = Files.readAllBytes(signed);
    BundleHeader.parse(content);
    Map<SignatureAlgorithm, List<SigningKey>> byAlgorithm = new EnumMap<>(SignatureAlgorithm.class);
    keys.forEach(
        key -> byAlgorithm.computeIfAbsent(key.algorithm(), _ -> new ArrayList<>()).add(key));
    List<Path> files = new ArrayList<>();
    for (var group : byAlgorithm.entrySet()) {
      Path file = bundle.resolve(fileName(group.getKey()));
      write(file, signatures(file, content, group.getKey(), group.getValue(), time));
      files.add(file);
    }
    return files;
  }

  private static byte[] signatures(
      Path file, byte[] content, SignatureAlgorithm algorithm, List<SigningKey> keys, Instant time)
      throws IOException {
    if (!Files.exists(file)) {
      return DetachedSignatures.sign(algorithm, content, keys, time);
    }
    byte[] cms = Files.readAllBytes(file);
    for (SigningKey key : keys) {
      cms = DetachedSignatures.add(cms, content, key, time);
    }
    return cms;
  }

  private static String fileName(SignatureAlgorithm algorithm) {
    return switch (algorithm) {
      case P384 -> RootNames.P384_SIGNATURE;
      case ML_DSA_87 -> RootNames.MLDSA87_SIGNATURE;
    };
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Path written = file.resolveSibling("." + file.getFileName() + ".new");
    Files.write(written, bytes);
    FileSystemSync.force(written);
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
