package dev.windlass.signing.verify;

import static dev.windlass.signing.verify.TestBundles.NOW;
import static dev.windlass.signing.verify.TestBundles.facts;
import static dev.windlass.signing.verify.TestBundles.refused;
import static dev.windlass.signing.verify.TestBundles.verify;
import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.signing.keys.DevelopmentHierarchy;
import dev.windlass.signing.trust.ChainState;
import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.volume.Profile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T1, T2, T9 and the volumes of T26: whether the files are those that were signed. */
class VolumeThreatTest {
  @TempDir static Path directory;
  private static TestBundles bundles;

  @BeforeAll
  static void makeKeys() throws Exception {
    bundles = new TestBundles(directory);
  }

  @Test
  void acceptsAGoodBundle() throws Exception {
    Verdict verdict = verify(bundles.policy(), ChainState.EMPTY, first());
    assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
    Verdict.Accepted accepted = (Verdict.Accepted) verdict;
    assertThat(accepted.content()).isEqualTo(new Verdict.Content(2, 2, 1_200_300, 0, true));
    assertThat(accepted.bundle().signers()).hasSize(2);
    assertThat(accepted.bundle().attested()).isEqualTo(NOW);
  }

  @Test
  void t01RefusesAByteFlippedInAnyFile() throws Exception {
    Path bundle = first();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(bundle)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    assertThat(files).hasSizeGreaterThan(7);
    for (Path file : files) {
      byte[] good = Files.readAllBytes(file);
      for (int position : new int[] {0, good.length / 2, good.length - 1}) {
        if (good.length > 0) {
          byte[] bad = good.clone();
          bad[position] ^= 1;
          Files.write(file, bad);
          assertThat(verify(bundles.policy(), ChainState.EMPTY, bundle))
              .as("%s byte %d", file, position)
              .isInstanceOfSatisfying(
                  Verdict.Refused.class,
                  refused ->
                      assertThat(expectedFor(bundle.relativize(file).toString()))
                          .contains(refused.code()));
        }
      }
      Files.write(file, good);
    }
    assertThat(verify(bundles.policy(), ChainState.EMPTY, bundle))
        .isInstanceOf(Verdict.Accepted.class);
  }

  private static Set<RefusalCode> expectedFor(String file) {
    if (file.endsWith(".p7s")) {
      return Set.of(
          RefusalCode.SIGNATURE_MALFORMED,
          RefusalCode.SIGNATURE_INVALID,
          RefusalCode.SIGNATURE_ALGORITHM,
          RefusalCode.SIGNATURE_ATTRIBUTES,
          RefusalCode.SIGNER_UNKNOWN);
    }
    return Set.of(
        switch (file) {
          case "BUNDLE" -> RefusalCode.SIGNATURE_INVALID;
          case "CHANGES.txt", "VERIFY.txt" -> RefusalCode.ROOT_FILE_HASH;
          case "volume-001/FILES" -> RefusalCode.FILES_HASH;
          default -> RefusalCode.FILE_HASH;
        });
  }

  @Test
  void t01RefusesBytesAppendedToAFile() throws Exception {
    Path bundle = first();
    Path blob = aBlob(bundle);
    Files.write(blob, new byte[] {0}, StandardOpenOption.APPEND);
    refusedAtOnce(bundle, RefusalCode.FILE_SIZE);
  }

  @Test
  void t02RefusesAFileAddedAnywhere() throws Exception {
    Path bundle = first();
    for (var place :
        Map.of(
                "extra", RefusalCode.ROOT_UNKNOWN_NAME,
                "BUNDLE ", RefusalCode.ROOT_UNKNOWN_NAME,
                "bundle", RefusalCode.ROOT_UNKNOWN_NAME,
                "trust/extra", RefusalCode.FILE_UNLISTED,
                "approvals/a:b", RefusalCode.NAME_FORBIDDEN,
                "volume-001/extra", RefusalCode.FILE_UNLISTED,
                "volume-001/files", RefusalCode.FILE_UNLISTED,
                "volume-001/blobs/extra.", RefusalCode.NAME_FORBIDDEN,
                "volume-001/FILES:stream", RefusalCode.NAME_FORBIDDEN,
                "volume-002/FILES", RefusalCode.VOLUME_UNKNOWN)
            .entrySet()) {
      Path file = bundle.resolve(place.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, "x");
      refusedAtOnce(bundle, place.getValue());
      Files.delete(file);
      if (!file.getParent().equals(bundle) && !place.getKey().startsWith("volume-001")) {
        Files.delete(file.getParent());
      }
    }
    assertThat(verify(bundles.policy(), ChainState.EMPTY, bundle))
        .isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void t02RefusesAMissingOrRenamedFileAndALink() throws Exception {
    Path bundle = first();
    Path blob = aBlob(bundle);
    Path aside = bundle.resolveSibling("aside");
    Files.move(blob, aside);
    refusedAtOnce(bundle, RefusalCode.FILE_MISSING);
    Files.createSymbolicLink(blob, aside);
    refusedAtOnce(bundle, RefusalCode.NAME_FORBIDDEN);
    Files.delete(blob);
    Path upper = blob.resolveSibling(blob.getFileName().toString().toUpperCase(Locale.ROOT));
    Files.move(aside, upper);
    refusedAtOnce(bundle, RefusalCode.FILE_UNLISTED);
    Files.move(upper, blob);
    Files.move(bundle.resolve("VERIFY.txt"), aside);
    refusedAtOnce(bundle, RefusalCode.ROOT_FILE_HASH);
  }

  private static Path aBlob(Path bundle) throws IOException {
    try (Stream<Path> walk = Files.walk(bundle.resolve("volume-001/blobs"))) {
      return walk.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
  }

  @Test
  void t09RefusesVolumesOfTwoBundles() throws Exception {
    Path one = volumes(1);
    Path other = volumes(2);
    Path aside = directory.resolve("swapped-volume");
    Files.move(one.resolve("volume-002"), aside);
    Files.move(other.resolve("volume-002"), one.resolve("volume-002"));
    refusedAtOnce(one, RefusalCode.FILES_HASH);
    Files.move(one.resolve("volume-002"), other.resolve("volume-002"));
    Files.move(aside, one.resolve("volume-002"));
    Path apart = apart(other, 2);
    Files.move(one.resolve("volume-002"), aside);
    refused(verify(bundles.policy(), ChainState.EMPTY, one, apart), RefusalCode.BUNDLE_DIFFERS);
  }

  @Test
  void t09RefusesTwoVolumesOfOneBundleSwapped() throws Exception {
    Path bundle = volumes(1);
    Path aside = bundle.resolveSibling("aside");
    Files.move(bundle.resolve("volume-001"), aside);
    Files.move(bundle.resolve("volume-002"), bundle.resolve("volume-001"));
    Files.move(aside, bundle.resolve("volume-002"));
    refusedAtOnce(bundle, RefusalCode.FILES_HASH);
  }

  private static Path volumes(int seed) throws IOException {
    Path bundle =
        bundles.pack(
            bundles.catalogue(
                "volumes" + seed + System.nanoTime(), 90_000, 90_000, 300_000, 70_000),
            Optional.empty(),
            Profile.custom(128 * 1024),
            facts(1, Optional.empty()));
    TestBundles.sign(bundle, builder(1));
    return bundle;
  }

  /** Moves one volume into a directory of its own, with BUNDLE and all the rest beside it. */
  private static Path apart(Path bundle, int volume) throws IOException {
    Path root = bundle.resolveSibling("disc-" + volume);
    Files.createDirectories(root);
    try (Stream<Path> files = Files.list(bundle)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, root.resolve(file.getFileName()));
      }
    }
    String name = "volume-%03d".formatted(volume);
    Files.move(bundle.resolve(name), root.resolve(name));
    return root;
  }

  @Test
  void t26NamesTheVolumesThatAreGoodAndThoseThatAreMissing() throws Exception {
    Path bundle = volumes(3);
    Path four = apart(bundle, 4);
    Path two = apart(bundle, 2);
    Verdict verdict = verify(bundles.policy(), ChainState.EMPTY, four, two);
    assertThat(verdict).isInstanceOf(Verdict.Incomplete.class);
    Verdict.Incomplete incomplete = (Verdict.Incomplete) verdict;
    int volumes = incomplete.bundle().header().volumes();
    assertThat(volumes).isGreaterThanOrEqualTo(5);
    assertThat(incomplete.present()).containsExactly(2, 4);
    assertThat(incomplete.missing()).hasSize(volumes - 2).contains(1, 3, 5);
    assertThat(verify(bundles.policy(), ChainState.EMPTY, four, bundle, two))
        .isInstanceOf(Verdict.Accepted.class);
    Files.delete(aBlobOf(two.resolve("volume-002")));
    refused(verify(bundles.policy(), ChainState.EMPTY, four, two), RefusalCode.FILE_MISSING);
  }

  private static Path aBlobOf(Path volume) throws IOException {
    try (Stream<Path> walk = Files.walk(volume.resolve("blobs"))) {
      return walk.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
  }

  @Test
  void refusesABaseThatIsNotHeldAndABlobThatTheBaseLacks() throws Exception {
    Path base = bundles.catalogue("base", 1000, 2000);
    Path next = directory.resolve("next.jsonl");
    Path more = bundles.catalogue("more", 3000);
    Files.write(
        next, Stream.of(base, more).flatMap(file -> lines(file).stream()).sorted().toList());
    Path bundle =
        bundles.pack(next, Optional.of(base), Profile.DIR, TestBundles.facts(1, Optional.empty()));
    TestBundles.sign(bundle, builder(1));
    Verdict.Accepted unchecked =
        (Verdict.Accepted) verify(bundles.policy(), ChainState.EMPTY, bundle);
    assertThat(unchecked.content()).isEqualTo(new Verdict.Content(3, 1, 3000, 2, false));
    refused(verifyHolding(bundle, new HeldReleases.Holding.Absent()), RefusalCode.BASE_NOT_HELD);
    refused(
        verifyHolding(bundle, new HeldReleases.Holding.Complete(digest -> false)),
        RefusalCode.BLOB_MISSING);
    assertThat(verifyHolding(bundle, new HeldReleases.Holding.Complete(digest -> true)))
        .isInstanceOf(Verdict.Accepted.class);
  }

  private static Verdict verifyHolding(Path bundle, HeldReleases.Holding holding)
      throws IOException {
    return new BundleVerifier(
            bundles.policy(), release -> holding, Repeat.REFUSED, TestBundles.CLOCK)
        .verify(List.of(bundle), ChainState.EMPTY, VerifyListener.NONE);
  }

  private static Path first() throws IOException {
    return bundles.signed(facts(1, Optional.empty()));
  }

  private static DevelopmentHierarchy.Member builder(int number) {
    return bundles.hierarchy().builders().get(number - 1);
  }

  private static Verdict.Refused refusedAtOnce(Path bundle, RefusalCode code) throws IOException {
    return refused(verify(bundles.policy(), ChainState.EMPTY, bundle), code);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
