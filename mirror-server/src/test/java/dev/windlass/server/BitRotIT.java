package dev.windlass.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.server.cli.SmallDisk;
import dev.windlass.server.config.ServerConfig;
import dev.windlass.server.config.Setting;
import dev.windlass.server.config.Settings;
import dev.windlass.server.intake.Intake;
import dev.windlass.server.intake.IntakeListener;
import dev.windlass.server.intake.Outcome;
import dev.windlass.server.intake.TestBundles;
import dev.windlass.server.store.DataDirectory;
import dev.windlass.server.store.Pace;
import dev.windlass.server.store.Releases;
import dev.windlass.server.store.RottenBlobs;
import dev.windlass.server.store.Scrub;
import dev.windlass.spec.content.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * T25: a store that rots, or is edited, behind a running server. Blobs up to 1 MiB are verified
 * before they are first sent; larger ones and later rot are what the scrub finds.
 */
class BitRotIT {
  private static final String LARGE = "/files/large.bin";
  private static final String MIDDLE = "/files/middle.bin";

  private final HttpClient client = HttpClient.newHttpClient();
  private final byte[] large = content(3 << 20, 1);
  private final byte[] middle = content(40_000, 2);

  @TempDir private Path directory;
  private SmallDisk disk;
  private TestBundles low;
  private DataDirectory data;
  private Path bundle;
  private MirrorServer server;

  @BeforeEach
  void importARelease() throws Exception {
    disk = SmallDisk.mount(directory.resolve("disk"), 32);
    low = new TestBundles(directory);
    data = DataDirectory.open(disk.path("high"));
    Map<String, byte[]> files = new TreeMap<>(TestBundles.files(3, 100, 3));
    files.put("large.bin", large);
    files.put("middle.bin", middle);
    bundle = low.next(files);
    assertThat(run()).isInstanceOf(Outcome.Published.class);
  }

  @AfterEach
  void close() throws Exception {
    if (server != null) {
      server.close();
    }
    disk.unmount();
  }

  private static byte[] content(int size, long seed) {
    return Arrays.copyOf(TestBundles.files(1, size, seed).values().iterator().next(), size);
  }

  private Outcome run() throws IOException {
    return new Intake(data, low.policy(), Clock.systemUTC(), IntakeListener.NONE)
        .run(List.of(bundle));
  }

  private void start(String scrubRate) throws Exception {
    if (server != null) {
      server.close();
    }
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(Setting.HTTPS, "off");
    flags.put(Setting.HTTP, "127.0.0.1:0");
    flags.put(Settings.setting("scrub-rate", "test"), scrubRate);
    ServerConfig config = ServerConfig.of(Settings.read(Optional.empty(), Map.of(), flags));
    server = MirrorServer.start(data, config, Clock.systemUTC(), new ByteArrayOutputStream());
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.origins().getFirst() + path));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private int status(String path) throws Exception {
    return get(path).statusCode();
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    Instant limit = Instant.now().plus(Duration.ofSeconds(30));
    while (!condition.call()) {
      assertThat(Instant.now()).isBefore(limit);
      Thread.onSpinWait();
    }
  }

  private Path blob(byte[] content) throws IOException {
    return data.blobs().path(Digest.of(content));
  }

  private Path rot(byte[] content) throws IOException {
    byte[] bad = content.clone();
    bad[bad.length / 2] ^= 1;
    return Files.write(blob(content), bad);
  }

  /** What {@code verify-store} does. */
  private Scrub.Result scrub() throws IOException {
    var blobs = data.blobs();
    return new Scrub(blobs, new RottenBlobs(data, blobs), new Releases(data))
        .run(Pace.FULL, () -> false);
  }

  private void assertOutOfService(String path, byte[] content) throws Exception {
    assertThat(status(path)).isEqualTo(503);
    var ready = get("/readyz");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(new String(ready.body(), StandardCharsets.UTF_8))
        .contains(Digest.of(content).toString());
    assertThat(new String(get("/metrics").body(), StandardCharsets.UTF_8))
        .contains("windlass_blobs_unavailable 1", "windlass_ready 0");
  }

  private void assertRepaired(String path, byte[] content) throws Exception {
    Outcome outcome = run();
    assertThat(outcome).isInstanceOf(Outcome.AlreadyHeld.class);
    assertThat(((Outcome.AlreadyHeld) outcome).restored()).isEqualTo(1);
    assertThat(get(path).body()).isEqualTo(content);
    assertThat(status("/readyz")).isEqualTo(200);
  }

  @Test
  void aLargeRottenBlobIsSentUnderItsDigestOnlyUntilTheScrubTakesItOut() throws Exception {
    rot(large);
    start("0");
    HttpResponse<byte[]> unseen = get(LARGE);
    // The one gap that the design leaves: but what is sent contradicts the digest beside it.
    assertThat(unseen.statusCode()).isEqualTo(200);
    assertThat(unseen.headers().firstValue("etag"))
        .hasValue('"' + Digest.of(large).toString() + '"');
    assertThat(Digest.of(unseen.body())).isNotEqualTo(Digest.of(large));

    assertThat(scrub().outOfService()).containsExactly(Digest.of(large));

    assertOutOfService(LARGE, large);
    assertThat(get(LARGE, "Range", "bytes=0-9").statusCode()).isEqualTo(503);
    assertThat(status(MIDDLE)).isEqualTo(200);
    start("0");
    assertOutOfService(LARGE, large);
    assertRepaired(LARGE, large);
    assertThat(scrub().outOfService()).isEmpty();
  }

  @Test
  void theScrubFindsLargeBlobsOfAnotherLengthOrKindAndAbsentOnes() throws Exception {
    start("0");
    Path place = blob(large);
    Path aside = directory.resolve("aside");
    List<Callable<Object>> edits =
        List.of(
            () -> Files.write(place, Arrays.copyOf(large, large.length - 1)),
            () -> Files.write(place, Arrays.copyOf(large, large.length + 1)),
            () -> Files.write(place, new byte[0]),
            () -> Files.move(place, aside),
            () -> {
              Files.move(place, aside);
              return Files.createSymbolicLink(place, aside);
            },
            () -> {
              Files.delete(place);
              return Files.createDirectory(place);
            });
    for (Callable<Object> edit : edits) {
      edit.call();
      assertThat(scrub().outOfService()).containsExactly(Digest.of(large));
      assertOutOfService(LARGE, large);
      Files.deleteIfExists(place);
      Files.deleteIfExists(aside);
      assertRepaired(LARGE, large);
    }
  }

  @Test
  void theScrubOfTheServerFindsWhatRotsAfterTheFirstRead() throws Exception {
    start("0");
    assertThat(get(MIDDLE).body()).isEqualTo(middle);
    assertThat(get(LARGE).body()).isEqualTo(large);
    start("1000000000");
    await(() ->
        new String(get("/metrics").body(), StandardCharsets.UTF_8)
            .contains("windlass_scrub_checked_blobs 5"));
    rot(middle);
    assertThat(scrub().outOfService()).containsExactly(Digest.of(middle));
    assertOutOfService(MIDDLE, middle);
    assertRepaired(MIDDLE, middle);
    rot(large);
    start("1000000000");
    await(() -> status("/readyz") == 503);
    assertOutOfService(LARGE, large);
    assertRepaired(LARGE, large);
  }

  @Test
  void aRottenBlobOnADiskThatTurnedReadOnlyIsNotServedAndTold() throws Exception {
    rot(middle);
    rot(large);
    disk.readOnly(true);
    start("1000000000");
    await(() ->
        new String(get("/metrics").body(), StandardCharsets.UTF_8)
            .contains("windlass_blobs_unavailable 2"));
    assertThat(status(MIDDLE)).isEqualTo(503);
    assertThat(status(LARGE)).isEqualTo(503);
    assertThat(status("/readyz")).isEqualTo(503);
    assertThat(status("/files/dir/file-0000.bin")).isEqualTo(200);
    disk.readOnly(false);
    assertThat(scrub().outOfService()).hasSize(2);
    assertThat(((Outcome.AlreadyHeld) run()).restored()).isEqualTo(2);
    start("0");
    assertThat(get(LARGE).body()).isEqualTo(large);
    assertThat(status("/readyz")).isEqualTo(200);
  }

  @Test
  void aBlobThatTheMediumNoLongerGivesBackIsOutOfService() throws Exception {
    // Reading a process's memory at address 0 fails as reading a bad sector does.
    Path unreadable = Path.of("/proc", String.valueOf(ProcessHandle.current().pid()), "mem");
    SmallDisk.run("mount", "--bind", unreadable.toString(), blob(middle).toString());
    try {
      start("0");
      assertOutOfService(MIDDLE, middle);
      assertThat(status(LARGE)).isEqualTo(200);
      assertThat(scrub().outOfService()).containsExactly(Digest.of(middle));
    } finally {
      SmallDisk.run("umount", blob(middle).toString());
    }
    start("0");
    assertThat(get(MIDDLE).body()).isEqualTo(middle);
  }

  /** Replaces the release by one of so many small blobs that they share a file. */
  private Map<String, byte[]> importManySmallFiles() throws IOException {
    Map<String, byte[]> small = TestBundles.files(300, 500, 9);
    bundle = low.next(small);
    assertThat(run()).isInstanceOf(Outcome.Published.class);
    return small;
  }

  private Path segment() throws IOException {
    try (var files = Files.list(data.root().resolve("blobs/segments"))) {
      return files.filter(file -> file.toString().endsWith(".segment")).findFirst().orElseThrow();
    }
  }

  @Test
  void aBlobThatRotsInASharedFileTakesNoOtherWithIt() throws Exception {
    Map<String, byte[]> small = importManySmallFiles();
    String name = "dir/file-0123.bin";
    byte[] content = small.get(name);
    byte[] shared = Files.readAllBytes(segment());
    int at =
        new String(shared, StandardCharsets.ISO_8859_1)
            .indexOf(new String(content, StandardCharsets.ISO_8859_1));
    shared[at + 7] ^= 1;
    Files.write(segment(), shared);
    for (boolean readOnly : List.of(true, false)) {
      disk.readOnly(readOnly);
      start("0");
      assertOutOfService("/files/" + name, content);
      for (String other : small.keySet()) {
        assertThat(status("/files/" + other)).as(other).isEqualTo(other.equals(name) ? 503 : 200);
      }
    }
    assertRepaired("/files/" + name, content);
    assertThat(scrub().outOfService()).isEmpty();
  }

  @Test
  void aSharedFileThatIsDamagedAsAWholeIsToldAndRepaired() throws Exception {
    Map<String, byte[]> small = importManySmallFiles();
    byte[] shared = Files.readAllBytes(segment());
    Path place = segment();
    byte[] index = shared.clone();
    index[shared.length - 100] ^= 1;
    for (byte[] damaged : List.of(index, Arrays.copyOf(shared, shared.length / 2), new byte[0])) {
      Files.write(place, damaged);
      assertThat(scrub().outOfService()).hasSize(small.size());
      start("0");
      for (String name : small.keySet()) {
        assertThat(status("/files/" + name)).isEqualTo(503);
      }
      assertThat(status("/readyz")).isEqualTo(503);
      assertThat(((Outcome.AlreadyHeld) run()).restored()).isEqualTo(small.size());
      for (var file : small.entrySet()) {
        assertThat(get("/files/" + file.getKey()).body()).isEqualTo(file.getValue());
      }
      assertThat(status("/readyz")).isEqualTo(200);
      assertThat(scrub().outOfService()).isEmpty();
      for (byte[] content : small.values()) {
        Files.delete(blob(content));
      }
    }
  }

  @Test
  void aCatalogueEditedBehindTheServerIsNeverServed() throws Exception {
    start("0");
    Path catalogue = new Releases(data).release(TestBundles.STREAM, 1).orElseThrow().catalogue();
    String good = Files.readString(catalogue);
    Files.writeString(catalogue, good.replace("large.bin", "other.bin"));
    assertThat(status(LARGE)).isEqualTo(200);
    start("0");
    assertThat(status(LARGE)).isEqualTo(404);
    assertThat(status("/files/other.bin")).isEqualTo(404);
    assertThat(status("/readyz")).isEqualTo(503);
    Files.writeString(catalogue, good);
    await(() -> status(LARGE) == 200);
    assertThat(status("/readyz")).isEqualTo(200);
  }
}
