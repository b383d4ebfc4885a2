package dev.windlass.signing.verify;

import static dev.windlass.signing.verify.TestBundles.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.signing.trust.ChainState;
import dev.windlass.spec.RefusalCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * T1 and T2 on disk: one bundle with one of everything, and whatever may happen to one or two of
 * its files. Each test puts back what it changed; the bundle must be good again afterwards.
 */
class MediaThreatTest {
  private static final String P384 = "BUNDLE.p384.p7s";
  private static final String MLDSA = "BUNDLE.mldsa87.p7s";

  @TempDir static Path directory;
  private static TestBundles bundles;
  private static Path bundle;
  private static List<String> files;

  @BeforeAll
  static void makeBundle() throws Exception {
    bundles = new TestBundles(directory);
    bundle = bundles.withEverything();
    try (Stream<Path> walk = Files.walk(bundle)) {
      files =
          walk.filter(Files::isRegularFile)
              .map(file -> bundle.relativize(file).toString())
              .sorted()
              .toList();
    }
    assertThat(files)
        .contains("BUNDLE", P384, MLDSA, "CHANGES.txt", "VERIFY.txt", "trust/policy-1.json")
        .contains("volume-001/index.json", "volume-001/oci-layout", "volume-002/FILES")
        .anyMatch(name -> name.endsWith(".part-0002"))
        .anyMatch(name -> name.endsWith(".tar"));
  }

  @AfterEach
  void isGoodAgain() throws IOException {
    assertThat(verify()).isInstanceOf(Verdict.Accepted.class);
  }

  private static Verdict verify() throws IOException {
    return TestBundles.verify(bundles.policy(), ChainState.EMPTY, bundle);
  }

  private static void refusedWith(String content, String name, byte[] bytes, RefusalCode code)
      throws IOException {
    Path file = bundle.resolve(name);
    byte[] good = Files.readAllBytes(file);
    Files.write(file, bytes);
    Verdict.Refused refused = refused(verify(), code);
    assertThat(refused.place()).as(content + " " + name).isNotEmpty();
    Files.write(file, good);
  }

  private static byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(bundle.resolve(name));
  }

  /** The code for other bytes of the same size. */
  private static RefusalCode altered(String name) {
    if (name.equals("BUNDLE")) {
      return RefusalCode.SIGNATURE_INVALID;
    }
    if (root(name)) {
      return RefusalCode.ROOT_FILE_HASH;
    }
    return name.endsWith("/FILES") ? RefusalCode.FILES_HASH : RefusalCode.FILE_HASH;
  }

  /** The code for bytes of another size. */
  private static RefusalCode resized(String name) {
    if (name.endsWith(".p7s")) {
      return RefusalCode.SIGNATURE_MALFORMED;
    }
    return altered(name) == RefusalCode.FILE_HASH ? RefusalCode.FILE_SIZE : altered(name);
  }

  private static boolean root(String name) {
    return !name.startsWith("volume-");
  }

  @Test
  void t01RefusesAByteFlippedAnywhereInAnySmallFile() throws IOException {
    for (String name : files) {
      byte[] good = bytes(name);
      int step = Math.max(1, good.length / 40);
      for (int i = 0; i < good.length && !name.endsWith(".p7s"); i += step) {
        byte[] bad = good.clone();
        bad[i] ^= (byte) (1 << (i % 8));
        refusedWith("byte " + i, name, bad, altered(name));
      }
    }
  }

  @Test
  void t01RefusesEveryFileCutOff() throws IOException {
    for (String name : files) {
      byte[] good = bytes(name);
      refusedWith("empty", name, new byte[0], resized(name));
      refusedWith("half", name, Arrays.copyOf(good, good.length / 2), resized(name));
      refusedWith("a byte short", name, Arrays.copyOf(good, good.length - 1), resized(name));
    }
  }

  @Test
  void t01RefusesBytesAppendedToEveryFile() throws IOException {
    for (String name : files) {
      byte[] good = bytes(name);
      refusedWith("a byte long", name, Arrays.copyOf(good, good.length + 1), resized(name));
      boolean bounded = name.startsWith("BUNDLE");
      refusedWith(
          "a MiB long",
          name,
          Arrays.copyOf(good, good.length + (1 << 20)),
          bounded ? RefusalCode.BUNDLE_OVERSIZE : resized(name));
    }
  }

  @Test
  void t02RefusesEveryFileMissing() throws IOException {
    Path aside = directory.resolve("aside");
    for (String name : files) {
      Files.move(bundle.resolve(name), aside);
      RefusalCode code =
          switch (name) {
            case "BUNDLE" -> RefusalCode.BUNDLE_MISSING;
            case P384, MLDSA -> RefusalCode.SIGNATURE_MISSING;
            default -> {
              if (root(name)) {
                yield RefusalCode.ROOT_FILE_HASH;
              }
              yield name.endsWith("/FILES") ? RefusalCode.FILES_MISSING : RefusalCode.FILE_MISSING;
            }
          };
      assertThat(refused(verify(), code).place()).contains(name);
      Files.move(aside, bundle.resolve(name));
    }
  }

  @Test
  void t02RefusesEveryFileUnderAnotherName() throws IOException {
    for (String name : files) {
      Path file = bundle.resolve(name);
      Path renamed = file.resolveSibling(file.getFileName() + "x");
      Files.move(file, renamed);
      RefusalCode code =
          name.startsWith("trust/")
              ? RefusalCode.ROOT_FILE_HASH
              : root(name)
                  ? RefusalCode.ROOT_UNKNOWN_NAME
                  : name.endsWith("/FILES") ? RefusalCode.FILES_MISSING : RefusalCode.FILE_UNLISTED;
      refused(verify(), code);
      Files.move(renamed, file);
    }
  }

  @Test
  void t02RefusesAFileAddedToEveryDirectory() throws IOException {
    List<Path> directories;
    try (Stream<Path> walk = Files.walk(bundle)) {
      directories = walk.filter(Files::isDirectory).toList();
    }
    assertThat(directories).hasSizeGreaterThan(7);
    for (Path place : directories) {
      Path added = Files.writeString(place.resolve("added"), "x");
      refused(
          verify(),
          place.equals(bundle) ? RefusalCode.ROOT_UNKNOWN_NAME : RefusalCode.FILE_UNLISTED);
      Files.delete(added);
      if (!place.equals(bundle)) {
        Files.createDirectory(added);
        refused(
            verify(),
            place.endsWith("trust") ? RefusalCode.NAME_FORBIDDEN : RefusalCode.FILE_UNLISTED);
        Files.delete(added);
      }
    }
  }

  @Test
  void t09RefusesAnyTwoFilesSwapped() throws IOException {
    for (int i = 0; i < files.size(); i++) {
      for (int j = i + 1; j < files.size(); j++) {
        Path one = bundle.resolve(files.get(i));
        Path other = bundle.resolve(files.get(j));
        byte[] ofOne = Files.readAllBytes(one);
        byte[] ofOther = Files.readAllBytes(other);
        Files.write(one, ofOther);
        Files.write(other, ofOne);
        String pair = files.get(i) + " and " + files.get(j);
        Verdict verdict = verify();
        assertThat(verdict).as(pair).isInstanceOf(Verdict.Refused.class);
        assertThat(((Verdict.Refused) verdict).code())
            .as(pair)
            .isEqualTo(swapped(files.get(i), files.get(j), ofOne.length == ofOther.length));
        Files.write(one, ofOne);
        Files.write(other, ofOther);
      }
    }
  }

  /** The code of whichever check comes first. */
  private static RefusalCode swapped(String one, String other, boolean sameSize) {
    List<String> pair = List.of(one, other);
    if (pair.contains(P384)) {
      return pair.contains(MLDSA)
          ? RefusalCode.SIGNATURE_ALGORITHM
          : RefusalCode.SIGNATURE_MALFORMED;
    }
    if (pair.contains("BUNDLE")) {
      return RefusalCode.SIGNATURE_INVALID;
    }
    if (pair.contains(MLDSA)) {
      return RefusalCode.SIGNATURE_MALFORMED;
    }
    if (root(one) || root(other)) {
      return RefusalCode.ROOT_FILE_HASH;
    }
    // One volume after the other: its FILES, then all sizes in it; contents when all are open.
    String first = one.compareTo(other) < 0 ? one.substring(0, 10) : other.substring(0, 10);
    boolean list =
        pair.stream().anyMatch(name -> name.startsWith(first) && name.endsWith("/FILES"));
    if (list) {
      return RefusalCode.FILES_HASH;
    }
    if (!sameSize) {
      return RefusalCode.FILE_SIZE;
    }
    return pair.stream().anyMatch(name -> name.endsWith("/FILES"))
        ? RefusalCode.FILES_HASH
        : RefusalCode.FILE_HASH;
  }
}
