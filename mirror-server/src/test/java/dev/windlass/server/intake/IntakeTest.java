package dev.windlass.server.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.server.store.DataDirectory;
import dev.windlass.server.store.GarbageCollection;
import dev.windlass.server.store.HeldRelease;
import dev.windlass.server.store.LocalBlobs;
import dev.windlass.server.store.Releases;
import dev.windlass.server.store.StoreLock;
import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.volume.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTest {
  private static final Map<String, byte[]> FIRST = TestBundles.files(20, 1000, 1);
  private static final Profile SMALL = Profile.custom(64 * 1024);

  @TempDir private Path directory;
  private TestBundles low;
  private DataDirectory data;
  private Releases releases;

  @BeforeEach
  void open() throws IOException {
    low = new TestBundles(directory);
    data = DataDirectory.open(directory.resolve("high"));
    releases = new Releases(data);
  }

  private Outcome run(Path... roots) throws IOException {
    return at(Clock.systemUTC(), roots);
  }

  private Outcome at(Clock clock, Path... roots) throws IOException {
    return new Intake(data, low.policy(), clock, IntakeListener.NONE).run(List.of(roots));
  }

  private static RefusalCode code(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused) outcome).code();
  }

  private long current() throws IOException {
    return releases.stream(TestBundles.STREAM).orElseThrow().current();
  }

  private static Map<String, byte[]> changed(Map<String, byte[]> files) {
    Map<String, byte[]> changed = new TreeMap<>(files);
    changed.remove(files.keySet().iterator().next());
    changed.put("new/file", "new".getBytes(StandardCharsets.UTF_8));
    return changed;
  }

  private void assertHolds(Map<String, byte[]> files) throws IOException {
    LocalBlobs store = data.blobs();
    for (byte[] content : files.values()) {
      assertThat(Files.readAllBytes(store.path(Digest.of(content)))).isEqualTo(content);
    }
  }

  private long stored() throws IOException {
    try (Stream<Digest> all = data.blobs().list()) {
      return all.count();
    }
  }

  private void assertNothingHeld() throws IOException {
    assertThat(stored()).isZero();
    assertThat(releases.held()).isEmpty();
    assertThat(releases.streams()).isEmpty();
  }

  @Test
  void publishesACompleteBundle() throws IOException {
    Outcome outcome = run(low.next(FIRST));
    assertThat(outcome).isInstanceOf(Outcome.Published.class);
    HeldRelease release = ((Outcome.Published) outcome).release();
    assertThat(release.entries()).isEqualTo(FIRST.size());
    assertThat(release.bytes())
        .isEqualTo(FIRST.values().stream().mapToLong(content -> content.length).sum());
    assertThat(current()).isEqualTo(1);
    assertHolds(FIRST);
    assertThat(data.incoming()).isEmptyDirectory();
  }

  @Test
  void takesADifferentialOverItsBaseAndRollsBack() throws IOException {
    run(low.next(FIRST));
    Map<String, byte[]> second = changed(FIRST);
    Outcome outcome = run(low.next(second, Profile.DIR, true));
    assertThat(((Outcome.Published) outcome).newBlobs()).isEqualTo(1);
    assertThat(current()).isEqualTo(2);
    assertHolds(second);
    var state = releases.stream(TestBundles.STREAM).orElseThrow();
    releases.rollback(state, releases.release(TestBundles.STREAM, 1).orElseThrow(), Instant.now());
    assertThat(current()).isEqualTo(1);
    assertHolds(FIRST);
    assertThat(run(low.next(FIRST, Profile.DIR, true))).isInstanceOf(Outcome.Published.class);
    assertThat(current()).isEqualTo(3);
  }

  @Test
  void takesVolumesInAnyOrderAndSaysWhichAreMissingSinceWhen() throws IOException {
    Map<String, byte[]> files = TestBundles.files(6, 40_000, 2);
    files.put("large", TestBundles.files(1, 150_000, 3).values().iterator().next());
    List<Path> media = TestBundles.media(low.next(files, SMALL, false), directory.resolve("media"));
    assertThat(media).hasSizeGreaterThan(5);
    List<Path> shuffled = new ArrayList<>(media);
    Collections.shuffle(shuffled, new Random(4));
    Instant start = Instant.now().minusSeconds(1);
    for (Path medium : shuffled.subList(0, media.size() - 1)) {
      Outcome outcome = run(medium);
      assertThat(outcome).isInstanceOf(Outcome.Incomplete.class);
      assertThat(((Outcome.Incomplete) outcome).since()).isAfterOrEqualTo(start.minusSeconds(1));
    }
    var waiting = WaitingBundles.list(data);
    assertThat(waiting).hasSize(1);
    assertThat(waiting.getFirst().missing()).containsExactly(media.indexOf(shuffled.getLast()) + 1);
    assertNothingHeld();
    assertThat(run(shuffled.getLast())).isInstanceOf(Outcome.Published.class);
    assertHolds(files);
    assertThat(WaitingBundles.list(data)).isEmpty();
  }

  @Test
  void knowsTheBundleThatItTookLast() throws IOException {
    Path bundle = low.next(FIRST);
    run(bundle);
    assertThat(run(bundle)).isInstanceOf(Outcome.AlreadyHeld.class);
    assertThat(current()).isEqualTo(1);
  }

  @Test
  void t5RefusesAReplayAndAnOlderBundleAfterANewerOne() throws IOException {
    Path first = low.next(FIRST);
    run(first);
    run(low.next(changed(FIRST)));
    assertThat(code(run(first))).isEqualTo(RefusalCode.SEQUENCE_REPLAYED);
    assertThat(current()).isEqualTo(2);
  }

  @Test
  void t6RefusesAGapAndAFork() throws IOException {
    run(low.next(FIRST));
    Path second = low.next(changed(FIRST));
    Path third = low.next(FIRST);
    assertThat(code(run(third))).isEqualTo(RefusalCode.SEQUENCE_GAP);
    run(second);
    assertThat(run(third)).isInstanceOf(Outcome.Published.class);
    Path other = low.fork(TestBundles.files(3, 10, 9), third);
    assertThat(code(run(other))).isEqualTo(RefusalCode.PREVIOUS_MISMATCH);
    assertThat(current()).isEqualTo(3);
  }

  @Test
  void t10RefusesABundleForAnotherEnclave() throws IOException {
    assertThat(code(run(low.forAudience("enclave-b", FIRST))))
        .isEqualTo(RefusalCode.AUDIENCE_MISMATCH);
    assertNothingHeld();
  }

  @Test
  void t26NamesWhatIsMissingAndSinceWhen() throws IOException {
    Path bundle = low.next(FIRST);
    Files.delete(bundle.resolve("BUNDLE.mldsa87.p7s"));
    Clock early = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10));
    var first = (Outcome.Refused) at(early, bundle);
    var again = (Outcome.Refused) run(bundle);
    assertThat(again.code()).isEqualTo(RefusalCode.SIGNATURE_MISSING);
    assertThat(again.place()).isEqualTo("BUNDLE.mldsa87.p7s");
    assertThat(again.since()).isEqualTo(first.since()).isBefore(Instant.now().minusSeconds(300));
    assertThat(again.report()).isEqualTo(first.report());
    assertThat(again.report().resolve("report.json"))
        .content()
        .contains("\"code\" : \"R201\"", "\"attempts\" : 2");
    assertNothingHeld();
  }

  @Test
  void t26NamesTheEarlierBundleThatIsMissingAndSinceWhen() throws IOException {
    run(low.next(FIRST));
    Path second = low.next(changed(FIRST));
    Path third = low.next(FIRST);
    Clock early = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10));
    var first = (Outcome.Refused) at(early, third);
    var again = (Outcome.Refused) run(third);
    assertThat(again.code()).isEqualTo(RefusalCode.SEQUENCE_GAP);
    assertThat(again.reason()).contains("bundle 2 is missing");
    assertThat(again.since()).isEqualTo(first.since()).isBefore(Instant.now().minusSeconds(300));
    assertThat(again.report().resolve("report.json"))
        .content()
        .contains("\"code\" : \"R402\"", "bundle 2 is missing", "\"attempts\" : 2");
    assertThat(current()).isEqualTo(1);
    run(second);
    assertThat(run(third)).isInstanceOf(Outcome.Published.class);
  }

  @Test
  void t26NamesTheBaseThatIsMissing() throws IOException {
    low.next(FIRST);
    Path differential = low.next(changed(FIRST), Profile.DIR, true);
    Path startsWithADifference = low.startOver(changed(FIRST));
    var refused = (Outcome.Refused) run(startsWithADifference);
    assertThat(refused.code()).isEqualTo(RefusalCode.BASE_NOT_HELD);
    assertThat(refused.reason())
        .contains(TestBundles.header(differential).base().orElseThrow().toString());
    assertNothingHeld();
  }

  @Test
  void refusesAFlippedByteInEveryFileAndLeavesTheStoreAsItWas() throws IOException {
    Path bundle = low.next(FIRST);
    List<Path> files;
    try (Stream<Path> tree = Files.walk(bundle)) {
      files = tree.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      byte[] good = Files.readAllBytes(file);
      byte[] bad = good.clone();
      bad[bad.length / 2] ^= 1;
      Files.write(file, bad);
      assertThat(run(bundle)).as(file.toString()).isInstanceOf(Outcome.Refused.class);
      assertNothingHeld();
      Files.write(file, good);
    }
    assertThat(run(bundle)).isInstanceOf(Outcome.Published.class);
    assertHolds(FIRST);
  }

  @Test
  void aBadCopyOfOneVolumeDoesNotCostTheOthers() throws IOException {
    Map<String, byte[]> files = TestBundles.files(5, 40_000, 5);
    List<Path> media = TestBundles.media(low.next(files, SMALL, false), directory.resolve("media"));
    run(media.getFirst());
    Path second = media.get(1).resolve("volume-002/FILES");
    byte[] good = Files.readAllBytes(second);
    Files.write(second, new byte[] {'x'});
    assertThat(code(run(media.get(1)))).isEqualTo(RefusalCode.FILES_HASH);
    Files.write(second, good);
    assertThat(run(media.subList(1, media.size()).toArray(Path[]::new)))
        .isInstanceOf(Outcome.Published.class);
    assertHolds(files);
  }

  @Test
  void restoresRottenBlobsFromAnyBundleAcceptedBefore() throws IOException {
    Path first = low.next(FIRST);
    run(first);
    run(low.next(changed(FIRST), Profile.DIR, true));
    Digest lost = Digest.of(FIRST.values().stream().toList().getLast());
    data.blobs().delete(lost);
    Intake intake = new Intake(data, low.policy(), Clock.systemUTC(), IntakeListener.NONE);
    Outcome outcome = intake.repair(List.of(first));
    assertThat(((Outcome.AlreadyHeld) outcome).restored()).isEqualTo(1);
    assertHolds(FIRST);
    assertThat(current()).isEqualTo(2);
  }

  @Test
  void aManifestThatRottedInTheStoreIsNotBlamedOnTheBundle() throws IOException {
    Digest manifest = low.image("quay.io/a", "1", "layer".getBytes(StandardCharsets.UTF_8));
    Path first = low.next(FIRST);
    run(first);
    Path rotten = data.blobs().path(manifest);
    byte[] good = Files.readAllBytes(rotten);
    Files.write(
        rotten,
        new String(good, StandardCharsets.UTF_8)
            .replace("2", "3")
            .getBytes(StandardCharsets.UTF_8));
    Path second = low.next(changed(FIRST), Profile.DIR, true);
    assertThatThrownBy(() -> run(second))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the store is damaged")
        .hasMessageContaining(manifest.toString())
        .hasMessageContaining("import --repair");
    assertThat(current()).isEqualTo(1);
    data.blobs().delete(manifest);
    new Intake(data, low.policy(), Clock.systemUTC(), IntakeListener.NONE).repair(List.of(first));
    assertThat(run(second)).isInstanceOf(Outcome.Published.class);
    assertThat(Files.readAllBytes(rotten)).isEqualTo(good);
  }

  @Test
  void keepsManySmallBlobsInOneFileThroughUpdatesRepairsAndCollection() throws IOException {
    Map<String, byte[]> many = TestBundles.files(500, 20, 11);
    Path bundle = low.next(many);
    var published = (Outcome.Published) run(bundle);
    assertThat(published.newBlobs()).isEqualTo(500);
    assertStored(many);
    assertThat(segments()).hasSize(1);
    assertThat(data.blobs().root().resolve("sha256")).isEmptyDirectory();

    Map<String, byte[]> next = new TreeMap<>(many);
    next.keySet().removeIf(name -> name.compareTo("dir/file-0300") < 0);
    next.putAll(TestBundles.files(1, 500, 12));
    Map<String, byte[]> full = new TreeMap<>(next);
    assertThat(((Outcome.Published) run(low.next(full))).newBlobs()).isEqualTo(1);
    assertThat(segments()).hasSize(1);

    data.blobs().delete(Digest.of(many.get("dir/file-0400.bin")));
    Intake intake = new Intake(data, low.policy(), Clock.systemUTC(), IntakeListener.NONE);
    assertThat(((Outcome.AlreadyHeld) intake.repair(List.of(bundle))).restored()).isEqualTo(1);
    assertStored(many);
    assertThat(new GarbageCollection(data, data.blobs()).run(1, false).blobs()).isEqualTo(300);
    assertStored(next);
    assertThat(stored()).isEqualTo(next.size());
    assertThat(segments()).hasSize(1);
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(data.blobs().root().resolve("segments"))) {
      return files.toList();
    }
  }

  private void assertStored(Map<String, byte[]> files) throws IOException {
    for (byte[] content : files.values()) {
      try (InputStream in = data.blobs().find(Digest.of(content)).orElseThrow().open()) {
        assertThat(in).hasBinaryContent(content);
      }
    }
  }

  @Test
  void aDryRunKeepsNothing() throws IOException {
    Intake intake = new Intake(data, low.policy(), Clock.systemUTC(), IntakeListener.NONE);
    assertThat(intake.dryRun(List.of(low.next(FIRST)))).isInstanceOf(Outcome.Good.class);
    assertNothingHeld();
    assertThat(data.incoming()).isEmptyDirectory();
  }

  @Test
  void refusesASecondWriterAtOnceAndNamesTheFirst() throws IOException {
    Path bundle = low.next(FIRST);
    try (StoreLock _ = StoreLock.take(data, "gc")) {
      assertThatThrownBy(() -> run(bundle))
          .isInstanceOf(StoreLock.StoreBusyException.class)
          .hasMessageContaining("gc, process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void collectsWhatNoKeptReleaseNamesAndNothingThatABundleUnderWayNeeds() throws IOException {
    run(low.next(FIRST));
    run(low.next(TestBundles.files(3, 10, 6)));
    run(low.next(TestBundles.files(4, 10, 7)));
    releases.pin(releases.release(TestBundles.STREAM, 1).orElseThrow(), true);
    GarbageCollection gc = new GarbageCollection(data, data.blobs());
    assertThat(gc.run(1, true).releases()).containsExactly("main/2");
    assertThat(stored()).isEqualTo(27);
    assertThat(gc.run(1, false).blobs()).isEqualTo(3);
    assertThat(stored()).isEqualTo(24);
    assertHolds(FIRST);
    releases.pin(releases.release(TestBundles.STREAM, 1).orElseThrow(), false);
    assertThat(gc.run(1, false).blobs()).isEqualTo(20);
    assertThat(releases.held()).extracting(HeldRelease::sequence).containsExactly(3L);
  }
}
