package dev.windlass.builder.fetch.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okForContentType;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.windlass.builder.fetch.http.Http.Expected;
import dev.windlass.builder.fetch.http.Http.Request;
import dev.windlass.builder.progress.Progress;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.DirectoryBlobStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoringHttpIT {
  @RegisterExtension
  private static final WireMockExtension upstream =
      WireMockExtension.newInstance()
          .options(
              options()
                  .dynamicPort()
                  .gzipDisabled(true)
                  .useChunkedTransferEncoding(Options.ChunkedEncodingPolicy.BODY_FILE))
          .build();

  /** Another host, which also never says a body's length. */
  @RegisterExtension
  private static final WireMockExtension elsewhere =
      WireMockExtension.newInstance().options(options().dynamicPort()).build();

  private final FakePacing pacing = new FakePacing();
  private final byte[] content = content(3_000_000);
  private final Digest digest = Digest.of(content);

  private @TempDir Path directory;
  private DirectoryBlobStore store;
  private StoringHttp http;

  @BeforeEach
  void open() throws IOException {
    store = DirectoryBlobStore.open(directory, DirectoryBlobStore.Durability.DEFERRED);
    http = http(HttpSettings.defaults());
  }

  private StoringHttp http(HttpSettings settings) {
    return new StoringHttp(new OkHttpClient(), settings, pacing, store, Progress.none());
  }

  private static byte[] content(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static Request request(String path) {
    return Request.of(upstream.baseUrl() + path);
  }

  @Test
  void storesABlobAndTellsItsDescriptor() throws Exception {
    upstream.stubFor(get("/blob").willReturn(ok().withBody(content)));

    assertThat(http.download(request("/blob"), Expected.nothing()))
        .isEqualTo(Descriptor.of(digest, content.length));
    assertThat(store.path(digest)).hasBinaryContent(content);
    assertNothingUnderWay();
  }

  @Test
  void asksForNothingThatTheStoreHolds() throws Exception {
    upstream.stubFor(get("/blob").willReturn(ok().withBody(content)));
    http.download(request("/blob"), Expected.of(digest));

    http.download(request("/blob"), Expected.of(digest));

    upstream.verify(1, getRequestedFor(urlEqualTo("/blob")));
  }

  @Test
  void resumesWhatAFormerProcessLeft() throws Exception {
    Files.write(store.partial(digest), Arrays.copyOf(content, 1_000_000));
    upstream.stubFor(
        get("/blob")
            .withHeader("Range", equalTo("bytes=1000000-"))
            .willReturn(
                aResponse()
                    .withStatus(206)
                    .withHeader("Content-Range", "bytes 1000000-2999999/3000000")
                    .withBody(Arrays.copyOfRange(content, 1_000_000, 3_000_000))));

    http.download(request("/blob"), Expected.of(digest, content.length));

    assertThat(store.path(digest)).hasBinaryContent(content);
    assertNothingUnderWay();
  }

  @Test
  void beginsAnewWhenTheRestIsRefusedOrAnsweredWhole() throws Exception {
    Files.write(store.partial(digest), Arrays.copyOf(content, 1_000_000));
    upstream.stubFor(get("/blob").willReturn(ok().withBody(content)));

    http.download(request("/blob"), Expected.of(digest));

    assertThat(store.path(digest)).hasBinaryContent(content);
  }

  @Test
  void takesACompletePartialWithoutAsking() throws Exception {
    Files.write(store.partial(digest), content);

    http.download(request("/blob"), Expected.of(digest, content.length));

    assertThat(store.path(digest)).hasBinaryContent(content);
    upstream.verify(0, getRequestedFor(urlEqualTo("/blob")));
  }

  @Test
  void repairsADamagedPartialByFetchingTheWholeBodyOnce() throws Exception {
    Files.write(store.partial(digest), new byte[3_000_000]);
    upstream.stubFor(get("/blob").willReturn(ok().withBody(content)));

    http.download(request("/blob"), Expected.of(digest, content.length));

    assertThat(store.path(digest)).hasBinaryContent(content);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {
        "CONNECTION_RESET_BY_PEER",
        "EMPTY_RESPONSE",
        "RANDOM_DATA_THEN_CLOSE",
        "MALFORMED_RESPONSE_CHUNK"
      })
  void triesAgainAfterALostConnection(Fault fault) throws Exception {
    firstThen("/blob", aResponse().withFault(fault));

    http.download(request("/blob"), Expected.of(digest));

    assertThat(store.path(digest)).hasBinaryContent(content);
    assertThat(pacing.pauses).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void triesAgainAfterAPassingStatus(int status) throws Exception {
    firstThen("/blob", aResponse().withStatus(status));

    http.download(request("/blob"), Expected.of(digest));

    assertThat(store.path(digest)).hasBinaryContent(content);
  }

  @Test
  void waitsAsLongAsRetryAfterAsks() throws Exception {
    firstThen("/blob", aResponse().withStatus(429).withHeader("Retry-After", "17"));

    http.download(request("/blob"), Expected.of(digest));

    assertThat(pacing.pauses.getFirst()).isBetween(Duration.ofSeconds(17), Duration.ofSeconds(18));
  }

  @Test
  void waitsUntilTheDateThatRetryAfterNames() throws Exception {
    firstThen(
        "/blob",
        aResponse().withStatus(503).withHeader("Retry-After", "Tue, 24 Nov 2026 06:01:00 GMT"));

    http.download(request("/blob"), Expected.of(digest));

    assertThat(pacing.pauses.getFirst()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(61));
  }

  @Test
  void failsAtOnceWhenAskedToWaitForHours() {
    upstream.stubFor(
        get("/blob").willReturn(aResponse().withStatus(503).withHeader("Retry-After", "86400")));

    assertThatThrownBy(() -> http.download(request("/blob"), Expected.of(digest)))
        .hasMessageContaining("asks to come back only after 86400 s");
    assertThat(pacing.pauses).isEmpty();
  }

  @Test
  void givesUpAfterItsBoundOfAttemptsAndNamesTheStatus() {
    upstream.stubFor(get("/blob").willReturn(aResponse().withStatus(503)));

    assertThatThrownBy(() -> http.download(request("/blob"), Expected.of(digest)))
        .isInstanceOf(HttpStatusException.class)
        .hasMessageContaining("answered 503");
    upstream.verify(6, getRequestedFor(urlEqualTo("/blob")));
  }

  @Test
  void doesNotRepeatWhatIsNotThere() {
    upstream.stubFor(get("/blob").willReturn(aResponse().withStatus(404)));

    assertThatThrownBy(() -> http.download(request("/blob"), Expected.nothing()))
        .isInstanceOfSatisfying(
            HttpStatusException.class, failure -> assertThat(failure.status()).isEqualTo(404));
    upstream.verify(1, getRequestedFor(urlEqualTo("/blob")));
  }

  @Test
  void pausesGrowWithJitter() {
    upstream.stubFor(get("/blob").willReturn(aResponse().withStatus(500)));

    assertThatThrownBy(() -> http.get(request("/blob"), 10)).isNotNull();

    for (int i = 0; i < pacing.pauses.size(); i++) {
      assertThat(pacing.pauses.get(i))
          .isBetween(Duration.ofMillis(250L << i), Duration.ofMillis(500L << i));
    }
  }

  @Test
  void refusesAWrongDigestAndKeepsNothing() throws Exception {
    upstream.stubFor(get("/blob").willReturn(ok().withBody(content(3_000_001))));

    assertThatThrownBy(() -> http.download(request("/blob"), Expected.of(digest)))
        .isInstanceOf(IntegrityException.class)
        .hasMessageContaining("promised was " + digest.hex());
    assertThat(store.has(digest)).isFalse();
    assertNothingUnderWay();
    upstream.verify(1, getRequestedFor(urlEqualTo("/blob")));
  }

  @Test
  void refusesAWrongChecksum() throws Exception {
    upstream.stubFor(get("/blob").willReturn(ok().withBody("text")));

    assertThatThrownBy(
            () -> http.download(request("/blob"), Expected.checksum("SHA-1", "00".repeat(20))))
        .isInstanceOf(IntegrityException.class)
        .hasMessageContaining("SHA-1");
    assertNothingUnderWay();
  }

  @Test
  void refusesAnotherSizeBeforeReadingTheBody() throws Exception {
    upstream.stubFor(get("/blob").willReturn(ok().withBody(content)));

    assertThatThrownBy(() -> http.download(request("/blob"), Expected.of(digest, 2_999_999)))
        .isInstanceOf(IntegrityException.class)
        .hasMessageContaining("has 3000000 bytes, promised were 2999999");
    assertNothingUnderWay();
  }

  @Test
  void stopsAnEndlessBody() throws Exception {
    elsewhere.stubFor(get("/blob").willReturn(ok().withBody(content)));
    Request endless = Request.of(elsewhere.baseUrl() + "/blob");
    Expected bounded = new Expected(Optional.empty(), OptionalLong.empty(), Map.of(), 1_000_000);

    assertThatThrownBy(() -> http.download(endless, bounded))
        .isInstanceOf(IntegrityException.class);
    assertThatThrownBy(() -> http.get(endless, 1_000_000)).isInstanceOf(IntegrityException.class);
    assertNothingUnderWay();
  }

  @Test
  void breaksOffAStalledBodyAndTriesAgain() throws Exception {
    firstThen("/blob", ok().withBody(content).withChunkedDribbleDelay(2, 20_000));

    http(HttpSettings.defaults().withStallTimeout(Duration.ofSeconds(2)))
        .download(request("/blob"), Expected.of(digest));

    assertThat(store.path(digest)).hasBinaryContent(content);
  }

  @Test
  void followsRedirectsAndKeepsSecretsAtHome() throws Exception {
    upstream.stubFor(
        get("/blob").willReturn(temporaryRedirect(elsewhere.baseUrl() + "/there?signature=x")));
    elsewhere.stubFor(
        get("/there?signature=x")
            .withHeader("Authorization", absent())
            .withHeader("Private-Token", absent())
            .withHeader("Accept", equalTo("application/x-thing"))
            .willReturn(ok().withBody(content)));

    http.download(
        new Request(
            upstream.baseUrl() + "/blob",
            Map.of(
                "Authorization", "Bearer s",
                "Private-Token", "s",
                "Accept", "application/x-thing")),
        Expected.of(digest));

    assertThat(store.has(digest)).isTrue();
  }

  @Test
  void leavesARedirectInCircles() {
    upstream.stubFor(get("/blob").willReturn(temporaryRedirect("/blob")));

    assertThatThrownBy(() -> http.download(request("/blob"), Expected.of(digest)))
        .hasMessageContaining("redirects more than 10 times");
  }

  @Test
  void errorsShowNoQueryAndNoUser() {
    upstream.stubFor(get(urlEqualTo("/blob?token=secret")).willReturn(aResponse().withStatus(403)));

    assertThatThrownBy(() -> http.get(request("/blob?token=secret"), 10))
        .hasMessageNotContaining("secret")
        .hasMessageContaining("/blob answered 403");
  }

  @Test
  void answersADocumentWithItsHeadersAndItsNotModified() throws Exception {
    upstream.stubFor(
        get("/doc")
            .withHeader("If-None-Match", absent())
            .willReturn(okForContentType("text/plain", "hello").withHeader("ETag", "\"1\"")));
    upstream.stubFor(
        get("/doc")
            .withHeader("If-None-Match", equalTo("\"1\""))
            .willReturn(aResponse().withStatus(304)));

    Http.Document first = http.get(request("/doc"), 100);
    assertThat(new String(first.content(), StandardCharsets.UTF_8)).isEqualTo("hello");
    assertThat(first.header("etag")).contains("\"1\"");
    Request again = new Request(upstream.baseUrl() + "/doc", Map.of("If-None-Match", "\"1\""));
    assertThat(http.get(again, 100).status()).isEqualTo(304);
  }

  private void firstThen(String path, ResponseDefinitionBuilder first) {
    upstream.stubFor(
        get(path)
            .inScenario(path)
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(first)
            .willSetStateTo("second"));
    upstream.stubFor(
        get(path)
            .inScenario(path)
            .whenScenarioStateIs("second")
            .willReturn(ok().withBody(content)));
  }

  private void assertNothingUnderWay() throws IOException {
    try (Stream<Path> left = Files.list(directory.resolve("tmp"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void readsALargeDocumentAsItArrivesAndAgainAfterABreak() throws Exception {
    upstream.stubFor(
        get("/document")
            .inScenario("break")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE))
            .willSetStateTo("whole"));
    upstream.stubFor(
        get("/document")
            .inScenario("break")
            .whenScenarioStateIs("whole")
            .willReturn(ok().withHeader("ETag", "\"1\"").withBody(content)));

    String read =
        http.read(
            Request.of(upstream.url("/document")),
            content.length,
            (head, body) -> head.header("etag").orElse("") + Digest.of(body.readAllBytes()));

    assertThat(read).isEqualTo("\"1\"" + digest);
  }

  @Test
  void stopsReadingADocumentPastItsBound() {
    upstream.stubFor(get("/document").willReturn(ok().withBody(content)));

    assertThatThrownBy(() ->
            http.read(
                Request.of(upstream.url("/document")),
                content.length - 1,
                (head, body) -> body.readAllBytes().length))
        .isInstanceOf(IntegrityException.class)
        .hasMessageContaining("larger than");
  }
}
