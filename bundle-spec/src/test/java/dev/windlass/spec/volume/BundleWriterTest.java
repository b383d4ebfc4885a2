package dev.windlass.spec.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.CatalogueReader;
import dev.windlass.spec.content.BlobStore;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.DirectoryBlobStore;
import dev.windlass.spec.content.DirectoryBlobStore.Durability;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same bytes from the same release, whatever happens on the way; and no bundle that is bad. */
class BundleWriterTest {
  private static final Profile SMALL = Profile.custom(256 * 1024);

  @TempDir private Path temp;
  private TestRelease release;
  private Path catalogue;

  @BeforeEach
  void makeRelease() throws IOException {
    release = new TestRelease(Files.createDirectory(temp.resolve("low")), 7);
    for (int i = 0; i < 30; i++) {
      release.npm("package-" + i, "1.0." + i, 900 * i);
    }
    release.file("tools/whole.bin", 120_000).file("tools/parts.bin", 700_000);
    release.image("docker.io/library/tiny", "1.0", 70_000);
    catalogue = release.catalogue("catalogue.jsonl");
  }

  private PackedBundle write(BlobStore store, Path output, PackListener listener)
      throws IOException {
    return BundleWriter.write(
        BundleRequest.of(catalogue, Optional.empty(), store, SMALL, TestRelease.facts(1), output),
        listener);
  }

  private Path quiet() throws IOException {
    Path output = temp.resolve("quiet");
    assertThat(write(release.store(), output, PackListener.NONE).header().volumes())
        .isGreaterThan(4);
    return output;
  }

  private static SortedMap<String, String> contents(Path root) throws IOException {
    SortedMap<String, String> contents = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.toList()) {
        contents.put(
            root.relativize(path).toString(),
            Files.isDirectory(path) ? "directory" : Digest.of(Files.readAllBytes(path)).toString());
      }
    }
    return contents;
  }

  private Path partial(String output) {
    return temp.resolve(output + ".partial");
  }

  // What the bytes may not depend on

  @Test
  void givesTheSameBytesFromAStoreFilledInAnotherOrderAtAnotherTime() throws IOException {
    Path quiet = quiet();
    DirectoryBlobStore other =
        DirectoryBlobStore.open(temp.resolve("other/place/store"), Durability.DEFERRED);
    List<Digest> digests = new ArrayList<>();
    release.entries().forEach(entry -> entry.blobs().forEach(blob -> digests.add(blob.digest())));
    Collections.shuffle(digests, new Random(3));
    for (Digest digest : digests) {
      var blob = release.store().find(digest).orElseThrow();
      try (InputStream in = blob.open()) {
        other.put(digest, blob.size(), in);
      }
      Files.setLastModifiedTime(other.path(digest), FileTime.from(Instant.EPOCH));
    }
    Files.setLastModifiedTime(catalogue, FileTime.from(Instant.EPOCH));

    write(other, temp.resolve("again"), PackListener.NONE);

    assertThat(contents(temp.resolve("again"))).isEqualTo(contents(quiet));
  }

  @Test
  void givesTheSameBytesInAnotherLanguageAndTimeZone() throws IOException {
    Path quiet = quiet();
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
      write(release.store(), temp.resolve("again"), PackListener.NONE);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
    assertThat(contents(temp.resolve("again"))).isEqualTo(contents(quiet));
  }

  @Test
  void givesTheSameBytesToSeveralPackersAtOnce() throws Exception {
    Path quiet = quiet();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<PackedBundle>> packers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Path output = temp.resolve("packer-" + i);
        packers.add(() -> write(release.store(), output, PackListener.NONE));
      }
      for (Future<PackedBundle> packer : threads.invokeAll(packers)) {
        assertThat(contents(packer.get().directory())).isEqualTo(contents(quiet));
      }
    }
  }

  @Test
  void refusesASecondPackerOfOneOutputAndSaysWhatToDo() throws IOException {
    Path output = temp.resolve("out");
    List<String> messages = new ArrayList<>();
    PackListener second =
        new PackListener() {
          @Override
          public void planned(long blobs, long bytes) {
            assertThatThrownBy(() -> write(release.store(), output, PackListener.NONE))
                .isInstanceOfSatisfying(PackException.class, e -> messages.add(e.getMessage()));
          }
        };

    write(release.store(), output, second);

    assertThat(messages)
        .containsExactly("another process packs into " + partial("out") + ": wait for it");
    assertThat(contents(output)).isEqualTo(contents(quiet()));
  }

  // Interruptions

  /** Stops the packer, as a kill would, when so many files are in their volumes. */
  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static PackListener stopAfter(int calls) {
    int[] left = {calls};
    return new PackListener() {
      @Override
      public void packed(long bytes) {
        if (left[0]-- == 0) {
          throw new Stop();
        }
      }
    };
  }

  @Test
  void goesOnWhereverItWasStoppedAndGivesTheSameBytes() throws IOException {
    SortedMap<String, String> quiet = contents(quiet());
    int stops = 0;
    boolean stopped = true;
    for (int calls = 0; stopped; calls += 2) {
      Path output = temp.resolve("out-" + calls);
      try {
        write(release.store(), output, stopAfter(calls));
        stopped = false;
      } catch (Stop e) {
        stops++;
        assertThat(output).doesNotExist();
        write(release.store(), output, PackListener.NONE);
      }
      assertThat(contents(output)).isEqualTo(quiet);
      assertThat(partial("out-" + calls)).doesNotExist();
    }
    assertThat(stops).isGreaterThan(4);
  }

  @Test
  void doesNotWriteFinishedFilesAgain() throws IOException {
    Path output = temp.resolve("out");
    assertThatThrownBy(() -> write(release.store(), output, stopAfter(5))).isInstanceOf(Stop.class);
    FileTime marked = FileTime.from(Instant.EPOCH);
    List<Path> finished = volumeFiles(partial("out"));
    for (Path file : finished) {
      Files.setLastModifiedTime(file, marked);
    }

    write(release.store(), output, PackListener.NONE);

    // Journal and file end together, so only the last file may have been begun.
    long kept = volumeFiles(output).stream().filter(file -> modified(file).equals(marked)).count();
    assertThat(kept).isGreaterThanOrEqualTo(5);
    assertThat(contents(output)).isEqualTo(contents(quiet()));
  }

  private static List<Path> volumeFiles(Path root) throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      return tree.filter(Files::isRegularFile)
          .filter(file -> root.relativize(file).toString().startsWith("volume-"))
          .sorted()
          .toList();
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void trustsNoFinishedFileThatChangedMeanwhile() throws IOException {
    SortedMap<String, String> quiet = contents(quiet());
    Path output = temp.resolve("out");
    assertThatThrownBy(() -> write(release.store(), output, stopAfter(6))).isInstanceOf(Stop.class);
    Path keep = temp.resolve("keep");
    copy(partial("out"), keep);
    List<Path> finished = volumeFiles(keep);
    assertThat(finished).hasSizeGreaterThan(4);
    for (Path file : finished) {
      byte[] good = Files.readAllBytes(file);
      byte[] flipped = good.clone();
      flipped[good.length / 2] ^= 1;
      for (byte[] bad : List.of(flipped, Arrays.copyOf(good, good.length + 1))) {
        restore(keep);
        Files.write(partial("out").resolve(keep.relativize(file).toString()), bad);
        write(release.store(), output, PackListener.NONE);
        assertThat(contents(output)).as(file.toString()).isEqualTo(quiet);
        delete(output);
      }
      restore(keep);
      Files.delete(partial("out").resolve(keep.relativize(file).toString()));
      write(release.store(), output, PackListener.NONE);
      assertThat(contents(output)).as(file.toString()).isEqualTo(quiet);
      delete(output);
    }
  }

  @Test
  void goesOnWithAJournalThatAPowerCutTore() throws IOException {
    SortedMap<String, String> quiet = contents(quiet());
    Path output = temp.resolve("out");
    assertThatThrownBy(() -> write(release.store(), output, stopAfter(6))).isInstanceOf(Stop.class);
    Path keep = temp.resolve("keep");
    copy(partial("out"), keep);
    byte[] journal = Files.readAllBytes(keep.resolve("work/journal"));
    for (int length = 0; length < journal.length; length += 311) {
      restore(keep);
      byte[] torn = Arrays.copyOf(journal, length);
      Files.write(partial("out").resolve("work/journal"), torn);
      write(release.store(), output, PackListener.NONE);
      assertThat(contents(output)).as(length + " bytes").isEqualTo(quiet);
      delete(output);
      restore(keep);
      byte[] zeros = Arrays.copyOf(torn, journal.length);
      Files.write(partial("out").resolve("work/journal"), zeros);
      write(release.store(), output, PackListener.NONE);
      assertThat(contents(output)).as(length + " bytes, then zeros").isEqualTo(quiet);
      delete(output);
    }
  }

  @Test
  void clearsWhatAnotherReleaseLeftInItsPlace() throws IOException {
    Path output = temp.resolve("out");
    assertThatThrownBy(() -> write(release.store(), output, stopAfter(6))).isInstanceOf(Stop.class);
    release.remove("NPM package-3@1.0.3").npm("another", "2.0.0", 5000);
    catalogue = release.catalogue("catalogue.jsonl");

    write(release.store(), output, PackListener.NONE);

    assertThat(contents(output)).isEqualTo(contents(quiet()));
  }

  @Test
  void isVisibleOnlyWhenAllOfItIsOnTheMedium() throws IOException {
    Path output = temp.resolve("out");
    List<SortedMap<String, String>> synced = new ArrayList<>();
    PackListener listener =
        new PackListener() {
          @Override
          public void synced() {
            assertThat(output).doesNotExist();
            try {
              synced.add(contents(partial("out")));
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          }
        };

    write(release.store(), output, listener);

    assertThat(synced).containsExactly(contents(output));
    assertThat(partial("out")).doesNotExist();
  }

  @Test
  void leavesABundleThatIsThereAlone() throws IOException {
    Path quiet = quiet();
    SortedMap<String, String> before = contents(quiet);
    assertThatThrownBy(() -> write(release.store(), quiet, PackListener.NONE))
        .isInstanceOf(PackException.class)
        .hasMessageContaining("exists already: remove it or choose another output");
    assertThat(contents(quiet)).isEqualTo(before);
  }

  // A damaged store

  private enum Damage {
    FLIPPED,
    SHORT,
    LONG,
    ABSENT;

    void to(Path file) throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      Files.delete(file);
      switch (this) {
        case FLIPPED -> {
          bytes[bytes.length / 3] ^= 1;
          Files.write(file, bytes);
        }
        case SHORT -> Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        case LONG -> Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
        case ABSENT -> {}
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesADamagedBlobOfTheStoreAndGoesOnWhenItIsGoodAgain(Damage damage) throws IOException {
    SortedMap<String, String> quiet = contents(quiet());
    DirectoryBlobStore store = (DirectoryBlobStore) release.store();
    for (String name :
        List.of("package-29", "tools/whole.bin", "tools/parts.bin", "library/tiny:1.0")) {
      Digest digest =
          release.entries().stream()
              .filter(entry -> entry.coordinates().text().contains(name))
              .findFirst()
              .map(CatalogueEntry::digest)
              .orElseThrow();
      byte[] good = Files.readAllBytes(store.path(digest));
      damage.to(store.path(digest));
      Path output = temp.resolve("out");

      assertThatThrownBy(() -> write(store, output, PackListener.NONE))
          .as(name)
          .isInstanceOf(PackException.class)
          .hasMessageContaining(digest.toString())
          .hasMessageContaining("lock again");

      assertThat(output).doesNotExist();
      Files.write(store.path(digest), good);
      write(store, output, PackListener.NONE);
      assertThat(contents(output)).as(name).isEqualTo(quiet);
      delete(output);
    }
  }

  // Differences

  private PackedBundle differential(Path base) throws IOException {
    return BundleWriter.write(
        BundleRequest.of(
            release.catalogue("next.jsonl"),
            Optional.of(base),
            release.store(),
            Profile.DIR,
            TestRelease.facts(2),
            temp.resolve("differential")),
        PackListener.NONE);
  }

  @Test
  void sendsOnlyBlobsThatTheBaseLacksAndTheWholeCatalogue() throws IOException {
    release
        .npm("package-9", "1.0.9", 20_000)
        .npm("new", "1.0.0", 300)
        .image("docker.io/library/tiny", "2.0", 90_000)
        .remove("NPM package-3@1.0.3");
    Set<Digest> held = new TreeSet<>();
    try (CatalogueReader reader = CatalogueReader.open(catalogue)) {
      for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        entry.get().blobs().forEach(blob -> held.add(blob.digest()));
      }
    }
    Set<Digest> expected = new TreeSet<>();
    release.entries().forEach(entry -> entry.blobs().forEach(blob -> expected.add(blob.digest())));
    expected.removeAll(held);

    PackedBundle bundle = differential(catalogue);

    Set<Digest> sent = new TreeSet<>();
    VolumeReader volume =
        VolumeReader.open(bundle.directory(), 1, bundle.header().volumeLists().getFirst());
    volume.forEach(
        new BlobConsumer() {
          @Override
          public void blob(Digest digest, long size, InputStream content) throws IOException {
            content.readAllBytes();
            sent.add(digest);
          }

          @Override
          public void part(Digest digest, int number, long size, InputStream content) {
            throw new AssertionError("no parts in one volume");
          }
        });
    assertThat(sent).isEqualTo(expected).hasSize((int) bundle.blobs());
    List<CatalogueEntry> entries = new ArrayList<>();
    BundleContent.forEachEntry(bundle.header(), volume, entries::add);
    assertThat(entries).isEqualTo(release.entries());
    assertThat(bundle.directory().resolve("volume-001/index.json")).doesNotExist();
  }

  @Test
  void sendsNoBlobIfNothingIsNew() throws IOException {
    PackedBundle bundle = differential(catalogue);
    assertThat(bundle.blobs()).isZero();
    assertThat(contents(bundle.directory()).keySet())
        .containsExactly(
            "",
            "BUNDLE",
            "CHANGES.txt",
            "VERIFY.txt",
            "volume-001",
            "volume-001/FILES",
            "volume-001/catalogue.jsonl.zst");
  }

  @Test
  void packsAnEmptyRelease() throws IOException {
    release.entries().stream()
        .map(entry -> entry.coordinates().kind() + " " + entry.coordinates().text())
        .forEach(release::remove);
    catalogue = release.catalogue("empty.jsonl");
    PackedBundle bundle = write(release.store(), temp.resolve("out"), PackListener.NONE);
    VolumeReader volume =
        VolumeReader.open(bundle.directory(), 1, bundle.header().volumeLists().getFirst());
    List<CatalogueEntry> entries = new ArrayList<>();
    BundleContent.forEachEntry(bundle.header(), volume, entries::add);
    assertThat(entries).isEmpty();
  }

  @Test
  void tellsPeopleWhatIsAddedReplacedUpgradedAndRemoved() throws IOException {
    TestRelease small = new TestRelease(Files.createDirectory(temp.resolve("small")), 1);
    small.file("gone.bin", 100).file("same.bin", 200).file("changed.bin", 300);
    small.npm("left-pad", "1.2.0", 400);
    Path base = small.catalogue("base.jsonl");
    Digest before =
        small.entries().stream()
            .filter(entry -> entry.coordinates().text().equals("changed.bin"))
            .findFirst()
            .map(CatalogueEntry::digest)
            .orElseThrow();
    small
        .remove("FILE gone.bin")
        .file("changed.bin", 500)
        .file("new.bin", 2_000_000)
        .remove("NPM left-pad@1.2.0")
        .npm("left-pad", "1.3.0", 600);

    PackedBundle bundle =
        BundleWriter.write(
            BundleRequest.of(
                small.catalogue("next.jsonl"),
                Optional.of(base),
                small.store(),
                Profile.DIR,
                TestRelease.facts(2),
                temp.resolve("told")),
            PackListener.NONE);

    assertThat(Files.readString(temp.resolve("told/CHANGES.txt")))
        .isEqualTo(
            """
            CHANGES

            stream    dev
            sequence  2
            release   %s
            base      %s
            carries   4 blobs, 2.0 MB

            entries   2 added (2.0 MB), 1 replaced, 2 removed, 1 unchanged
            names     1 upgraded
            evidence  2 of the added entries carry none

            UPGRADED (1)
            npm left-pad: 1.2.0 -> 1.3.0

            ADDED (2)
            file new.bin; 2.0 MB; licence unknown; no evidence; from https://downloads.example/new.bin
            npm left-pad@1.3.0; 800 bytes; MIT; no evidence

            REPLACED (1)
            file changed.bin; was %s; 500 bytes; licence unknown; no evidence; from https://downloads.example/changed.bin

            REMOVED (2)
            file gone.bin
            npm left-pad@1.2.0

            LICENCES OF WHAT IS ADDED
            1 MIT
            1 unknown
            """
                .formatted(
                    bundle.header().release(), bundle.header().base().orElseThrow(), before));
  }

  private void restore(Path keep) throws IOException {
    if (Files.exists(partial("out"))) {
      delete(partial("out"));
    }
    copy(keep, partial("out"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path path : tree.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  private static void delete(Path root) throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
