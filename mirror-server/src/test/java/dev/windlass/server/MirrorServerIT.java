package dev.windlass.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.server.access.ReadTokens;
import dev.windlass.server.config.ServerConfig;
import dev.windlass.server.config.Setting;
import dev.windlass.server.config.Settings;
import dev.windlass.server.intake.Intake;
import dev.windlass.server.intake.IntakeListener;
import dev.windlass.server.intake.Outcome;
import dev.windlass.server.intake.TestBundles;
import dev.windlass.server.store.DataDirectory;
import dev.windlass.server.store.Releases;
import dev.windlass.spec.content.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole server over a real store: what an import publishes is what clients get. */
class MirrorServerIT {
  private static final String FILE = "/files/dir/file-0000.bin";

  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, byte[]> files = TestBundles.files(5, 5000, 1);

  @TempDir private Path directory;
  private TestBundles low;
  private DataDirectory data;
  private MirrorServer server;

  @BeforeEach
  void open() throws Exception {
    low = new TestBundles(directory);
    data = DataDirectory.open(directory.resolve("high"));
  }

  @AfterEach
  void close() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  private void start(String... settings) throws Exception {
    start(Clock.systemUTC(), settings);
  }

  private void start(Clock clock, String... settings) throws Exception {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(Setting.HTTPS, "off");
    flags.put(Setting.HTTP, "127.0.0.1:0");
    for (int i = 0; i < settings.length; i += 2) {
      flags.put(Settings.setting(settings[i], "test"), settings[i + 1]);
    }
    ServerConfig config = ServerConfig.of(Settings.read(Optional.empty(), Map.of(), flags));
    server = MirrorServer.start(data, config, clock, new ByteArrayOutputStream());
  }

  private Outcome run(Path... roots) throws IOException {
    return new Intake(data, low.policy(), Clock.systemUTC(), IntakeListener.NONE)
        .run(List.of(roots));
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

  private String text(String path) throws Exception {
    return new String(get(path).body(), StandardCharsets.UTF_8);
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    Instant limit = Instant.now().plus(Duration.ofSeconds(30));
    while (!condition.holds()) {
      assertThat(Instant.now()).isBefore(limit);
      Thread.onSpinWait();
    }
  }

  @Test
  void servesAnImportAndARollbackOfAnotherProcessWithoutRestart() throws Exception {
    start();
    assertThat(status(FILE)).isEqualTo(404);
    run(low.next(files));
    await(() -> status(FILE) == 200);
    var response = get(FILE);
    assertThat(response.body()).isEqualTo(files.get("dir/file-0000.bin"));
    assertThat(response.headers().firstValue("content-security-policy")).hasValue("sandbox");
    Map<String, byte[]> second = new TreeMap<>(files);
    second.remove("dir/file-0000.bin");
    run(low.next(second, dev.windlass.spec.volume.Profile.DIR, true));
    await(() -> status(FILE) == 404);
    Releases releases = new Releases(data);
    releases.rollback(
        releases.stream(TestBundles.STREAM).orElseThrow(),
        releases.release(TestBundles.STREAM, 1).orElseThrow(),
        Instant.now());
    await(() -> status(FILE) == 200);
  }

  @Test
  void t25NeverServesARottenBlobTellsSoAndIsRepairedByAnImport() throws Exception {
    Path bundle = low.next(files);
    run(bundle);
    Path blob = data.blobs().path(Digest.of(files.get("dir/file-0000.bin")));
    byte[] good = Files.readAllBytes(blob);
    byte[] bad = good.clone();
    bad[7] ^= 1;
    Files.write(blob, bad);
    start("scrub-rate", "0");
    assertThat(status("/readyz")).isEqualTo(200);
    assertThat(status(FILE)).isEqualTo(503);
    assertThat(blob).doesNotExist();
    assertThat(status("/readyz")).isEqualTo(503);
    assertThat(text("/readyz")).contains(Digest.of(good).toString());
    assertThat(text("/metrics")).contains("windlass_blobs_unavailable 1", "windlass_ready 0");
    assertThat(text("/")).contains("out of service");
    assertThat(run(bundle)).isInstanceOf(Outcome.AlreadyHeld.class);
    assertThat(get(FILE).body()).isEqualTo(good);
    assertThat(status("/readyz")).isEqualTo(200);
  }

  @Test
  void t25FindsARottenLargeBlobInTheBackground() throws Exception {
    Map<String, byte[]> large = TestBundles.files(1, 2 << 20, 2);
    run(low.next(large));
    Path blob = data.blobs().path(Digest.of(large.get("dir/file-0000.bin")));
    byte[] bad = Files.readAllBytes(blob);
    bad[1 << 20] ^= 1;
    Files.write(blob, bad);
    start();
    await(() -> status("/readyz") == 503);
    assertThat(status(FILE)).isEqualTo(503);
  }

  @Test
  void t26TellsOfAnIncompleteBundleAndRaisesTheAlarmInTime() throws Exception {
    start();
    var volumes =
        TestBundles.media(
            low.next(
                TestBundles.files(5, 40_000, 3),
                dev.windlass.spec.volume.Profile.custom(64 * 1024),
                false),
            directory.resolve("media"));
    run(volumes.getFirst());
    assertThat(text("/")).contains("is incomplete");
    assertThat(text("/metrics"))
        .contains("windlass_bundles_waiting 1", "windlass_bundles_overdue 0");
    server.close();
    start(Clock.offset(Clock.systemUTC(), Duration.ofHours(71)));
    assertThat(text("/metrics")).contains("windlass_bundles_overdue 0");
    server.close();
    start(Clock.offset(Clock.systemUTC(), Duration.ofHours(73)));
    assertThat(text("/metrics"))
        .contains("windlass_bundles_waiting 1", "windlass_bundles_overdue 1");
    run(volumes.toArray(Path[]::new));
    assertThat(text("/metrics"))
        .contains("windlass_bundles_waiting 0", "windlass_bundles_overdue 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/",
        "/maven/",
        "/npm/",
        "/terraform/providers/",
        "/terraform/v1/",
        "/huggingface/",
        "/files/",
        "/setup/",
        "/ui/",
        "/"
      })
  void t22LeadsNowhereElseThanToArtifacts(String prefix) throws Exception {
    run(low.next(files));
    Files.writeString(data.root().resolve("secret"), "TOP");
    start();
    for (String path :
        List.of(
            "../secret",
            "../../high/secret",
            "%2e%2e/secret",
            "..%2f..%2fsecret",
            "%2e%2e%2f%2e%2e%2fsecret",
            "..%5csecret",
            "..;/secret",
            "%252e%252e%252fsecret",
            "a/../../secret",
            "./secret",
            "secret%00",
            "%c0%ae%c0%ae/secret",
            data.root().resolve("secret").toString(),
            "blobs/sha256/../../secret",
            "x/manifests/../../../secret",
            "-/../secret")) {
      String answer =
          raw("GET " + prefix + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertThat(answer).as(path).startsWith("HTTP/1.1 4").doesNotContain("TOP");
    }
  }

  @Test
  void asksForATokenWhereAccessIsRestrictedAndHeedsARevocationAtOnce() throws Exception {
    run(low.next(files));
    ReadTokens tokens = new ReadTokens(data.tokens(), Clock.systemUTC());
    String secret = tokens.add("ann");
    start("access", "token");
    assertThat(status(FILE)).isEqualTo(401);
    assertThat(status("/")).isEqualTo(401);
    assertThat(status("/healthz")).isEqualTo(200);
    assertThat(status("/setup/npmrc")).isEqualTo(200);
    assertThat(get(FILE, "Authorization", "Bearer " + secret).statusCode()).isEqualTo(200);
    assertThat(Files.readString(data.tokens())).doesNotContain(secret);
    tokens.revoke("ann");
    await(() -> get(FILE, "Authorization", "Bearer " + secret).statusCode() == 401);
  }

  @Test
  void countsDemandOverRestarts() throws Exception {
    run(low.next(files));
    start();
    status("/files/wanted/tool");
    status("/files/wanted/tool");
    server.close();
    start();
    status("/files/wanted/tool");
    server.close();
    assertThat(Files.readString(data.demand()))
        .contains("{\"kind\":\"file\",\"wanted\":\"wanted/tool\",\"count\":3,");
  }

  @Test
  void pagesEscapeWhatBundlesSayAndForbidEverythingFromElsewhere() throws Exception {
    run(low.next(Map.of("a/<script>x&'.txt", new byte[] {1})));
    start();
    var page = get("/ui/search?q=" + "%3Cscript%3E");
    assertThat(new String(page.body(), StandardCharsets.UTF_8))
        .contains("a/&lt;script&gt;x&amp;&#39;.txt")
        .doesNotContain("<script");
    assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
        .startsWith("default-src 'none'");
    assertThat(text("/ui/artifact?kind=file&coordinate=a%2F%3Cscript%3Ex%26%27.txt"))
        .contains("/files/a/%3Cscript%3Ex%26%27.txt")
        .doesNotContain("<script");
  }

  private String raw(String request) throws IOException {
    URI origin = URI.create(server.origins().getFirst());
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), origin.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
