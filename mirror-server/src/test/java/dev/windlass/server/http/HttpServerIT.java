package dev.windlass.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.DirectoryBlobStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.Handler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerIT {
  private static final byte[] BLOB = bytes(300_000);

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final Metrics metrics = new Metrics();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private Path directory;
  private Digest digest;
  private Handler services;
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    digest = Digest.of(BLOB);
    var store = DirectoryBlobStore.open(directory, DirectoryBlobStore.Durability.DEFERRED);
    store.put(digest, BLOB.length, new ByteArrayInputStream(BLOB));
    services =
        ServiceHandler.open(
            Map.of(
                "/text/",
                exchange ->
                    exchange.send(
                        200,
                        "text/plain",
                        ("path=" + exchange.path()).getBytes(StandardCharsets.UTF_8)),
                "/blob/",
                exchange ->
                    exchange.send(
                        store.find(digest).orElseThrow(), "application/x-test", Map.of("X-A", "1")),
                "/link/",
                exchange ->
                    exchange.send(
                        200,
                        "text/plain",
                        exchange.downloadUrl("/blob/x").getBytes(StandardCharsets.UTF_8)),
                "/fails/",
                exchange -> {
                  throw new IllegalStateException("secret detail");
                },
                "/waits/",
                exchange -> {
                  entered.countDown();
                  try {
                    release.await();
                  } catch (InterruptedException e) {
                    throw new IOException(e);
                  }
                  exchange.send(200, "text/plain", new byte[] {'k'});
                },
                "/post/",
                exchange -> exchange.send(200, "text/plain", exchange.content(10))));
    server = start(HttpOptions.loopback(), services);
  }

  private HttpServer start(HttpOptions options, Handler handler) throws Exception {
    return HttpServer.start(options, Optional.empty(), handler, metrics, log);
  }

  @AfterEach
  void stop() throws Exception {
    release.countDown();
    server.close();
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    return send(HttpRequest.newBuilder(), path, headers);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request, String path, String... headers)
      throws Exception {
    request.uri(URI.create("http://127.0.0.1:" + server.httpPort() + path));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void sendsBlobsWholeAndTellsTheirDigest() throws Exception {
    var response = get("/blob/x");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(BLOB);
    assertThat(response.headers().firstValue("etag")).hasValue('"' + digest.toString() + '"');
    assertThat(response.headers().firstValue("x-a")).hasValue("1");
    assertThat(response.headers().firstValue("server")).isEmpty();
    assertThat(response.headers().firstValue("x-content-type-options")).hasValue("nosniff");
  }

  @Test
  void sendsNoContentToHead() throws Exception {
    var response = send(HttpRequest.newBuilder().HEAD(), "/blob/x");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValueAsLong("content-length")).hasValue(BLOB.length);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void sendsRanges() throws Exception {
    var middle = get("/blob/x", "Range", "bytes=100-199");
    assertThat(middle.statusCode()).isEqualTo(206);
    assertThat(middle.headers().firstValue("content-range"))
        .hasValue("bytes 100-199/" + BLOB.length);
    assertThat(middle.body()).isEqualTo(java.util.Arrays.copyOfRange(BLOB, 100, 200));
    assertThat(get("/blob/x", "Range", "bytes=-1").body()).hasSize(1);
    assertThat(get("/blob/x", "Range", "bytes=299999-").body()).hasSize(1);
    assertThat(get("/blob/x", "Range", "bytes=300000-").statusCode()).isEqualTo(416);
    assertThat(get("/blob/x", "Range", "bytes=0-9,20-29").statusCode()).isEqualTo(200);
    assertThat(get("/blob/x", "Range", "bytes=0-9", "If-Range", "\"other\"").statusCode())
        .isEqualTo(200);
  }

  @Test
  void answersConditionalRequests() throws Exception {
    assertThat(get("/blob/x", "If-None-Match", '"' + digest.toString() + '"').statusCode())
        .isEqualTo(304);
    assertThat(get("/blob/x", "If-None-Match", "\"a\", *").statusCode()).isEqualTo(304);
    assertThat(get("/blob/x", "If-Match", "\"other\"").statusCode()).isEqualTo(412);
  }

  @Test
  void passesEncodedSlashesOnAsNpmSendsThem() throws Exception {
    assertThat(text(get("/text/@scope%2fname"))).isEqualTo("path=@scope/name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/text/../blob/x",
        "/text/%2e%2e/x",
        "/text/%2e%2e%2fx",
        "/text/a%5cb",
        "/text/a%00b",
        "/text/a%0ab",
        "/text/%ff",
        "/text/%zz",
        "/text/a;b=c/../d",
        "//text/..%2f..%2fetc/passwd"
      })
  void refusesPathsThatNoArtifactHas(String path) throws Exception {
    String answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 400").doesNotContainIgnoringCase("jetty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /text/x HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET /text/x HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
        "GET /text/x HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        "GET /text/x HTTP/1.1\r\nX Y: z\r\nHost: x\r\n\r\n",
        "GET /text/x HTTP/1.1\r\n\r\n"
      })
  void refusesAmbiguousRequests(String request) throws Exception {
    assertThat(raw(request)).startsWith("HTTP/1.1 400").doesNotContainIgnoringCase("jetty");
  }

  @Test
  void refusesHugeHeaders() throws Exception {
    String header = "X: " + "a".repeat(40_000);
    assertThat(raw("GET /text/x HTTP/1.1\r\nHost: x\r\n" + header + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431")
        .doesNotContainIgnoringCase("jetty");
  }

  @Test
  void refusesContentBeyondTheBound() throws Exception {
    var body = HttpRequest.BodyPublishers.ofString("01234567890");
    assertThat(send(HttpRequest.newBuilder().POST(body), "/post/x").statusCode()).isEqualTo(413);
  }

  @Test
  void tellsNothingOfAFailure() throws Exception {
    var response = get("/fails/x");
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(text(response)).isEqualTo("500 Server Error\n");
    assertThat(text(get("/nowhere"))).isEqualTo("404 Not Found\n");
  }

  @Test
  void closesConnectionsWhoseHeadersNeverEnd() throws Exception {
    server.close();
    server = start(HttpOptions.loopback().withHeaderTimeout(Duration.ofMillis(400)), services);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.httpPort())) {
      socket.setSoTimeout(100);
      socket
          .getOutputStream()
          .write("GET /text/x HTTP/1.1\r\nHost: x\r\n".getBytes(StandardCharsets.UTF_8));
      long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      assertThatThrownBy(
              () -> {
                while (System.nanoTime() < until) {
                  socket.getOutputStream().write("X-A: b\r\n".getBytes(StandardCharsets.UTF_8));
                  if (ended(socket.getInputStream())) {
                    throw new IOException("closed");
                  }
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  private static boolean ended(InputStream in) throws IOException {
    try {
      return in.read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    }
  }

  @Test
  void letsRequestsUnderWayEndWhenItStops() throws Exception {
    CompletableFuture<HttpResponse<String>> answer = waitingRequest();
    CompletableFuture<Void> stopped = stopInBackground();

    assertThat(answer).isNotDone();
    release.countDown();

    assertThat(answer.get().body()).isEqualTo("k");
    stopped.get();
  }

  @Test
  void cutsRequestsThatOutliveTheStopTimeout() throws Exception {
    server.close();
    server = start(HttpOptions.loopback().withStopTimeout(Duration.ofMillis(50)), services);
    CompletableFuture<HttpResponse<String>> answer = waitingRequest();

    server.close();

    assertThatThrownBy(answer::get).hasCauseInstanceOf(IOException.class);
  }

  private CompletableFuture<HttpResponse<String>> waitingRequest() throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort() + "/waits/"))
            .build();
    var answer = client.sendAsync(request, BodyHandlers.ofString());
    entered.await();
    return answer;
  }

  /** Returns once the server takes no connection any more. */
  private CompletableFuture<Void> stopInBackground() throws Exception {
    int port = server.httpPort();
    CompletableFuture<Void> stopped =
        CompletableFuture.runAsync(() -> {
          try {
            server.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    while (accepts(port)) {
      Thread.onSpinWait();
    }
    return stopped;
  }

  private static boolean accepts(int port) {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void writesOneLineARequestInWhichNothingCanBeForged() throws Exception {
    get("/text/a%22%7d?grant=secret", "User-Agent", "x\\\",\"status\":9");
    server.close();
    assertThat(log.toString(StandardCharsets.US_ASCII))
        .containsOnlyOnce("\n")
        .contains("\"path\":\"/text/a%22%7d\"", "\"status\":200", "x\\\\\\\",\\\"status\\\":9")
        .doesNotContain("secret");
    assertThat(metrics.text())
        .contains("windlass_http_requests_total{prefix=\"/text/\",status=\"200\"} 1\n");
  }

  @Test
  @Timeout(60)
  void servesOnWhenItsLogCannotBeWritten() throws Exception {
    server.close();
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    server = HttpServer.start(HttpOptions.loopback(), Optional.empty(), services, metrics, full);
    for (int i = 0; i < 9000; i++) { // more than the log's queue holds
      assertThat(get("/text/x").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void asksForATokenAndTakesItInEveryFormThatClientsUse() throws Exception {
    server.close();
    var access =
        new ReadAccess(
            secret -> secret.equals("s3") ? Optional.of("ann") : Optional.empty(),
            new DownloadGrants(new byte[32], Clock.systemUTC()));
    var blob = DirectoryBlobStore.open(directory, DirectoryBlobStore.Durability.DEFERRED);
    access.setHandler(
        new ServiceHandler(
            () ->
                new java.util.TreeMap<String, Service>(
                    Map.of(
                        "/link/",
                        (Service)
                            exchange ->
                                exchange.send(
                                    200,
                                    "text/plain",
                                    exchange
                                        .downloadUrl("/blob/x")
                                        .getBytes(StandardCharsets.UTF_8)),
                        "/blob/",
                        exchange ->
                            exchange.send(blob.find(digest).orElseThrow(), "a/b", Map.of()))),
            access::downloadUrl,
            (kind, wanted) -> {}));
    server = start(HttpOptions.loopback(), access);
    assertThat(get("/blob/x").statusCode()).isEqualTo(401);
    assertThat(get("/blob/x").headers().firstValue("www-authenticate"))
        .hasValue("Basic realm=\"windlass\"");
    assertThat(get("/blob/x", "Authorization", "Bearer bad").statusCode()).isEqualTo(401);
    assertThat(get("/blob/x", "Authorization", "Bearer s3").statusCode()).isEqualTo(200);
    assertThat(get("/blob/x", "Authorization", "Basic YW55OnMz").statusCode()).isEqualTo(200);
    String url = text(get("/link/", "Authorization", "Bearer s3"));
    String granted = url.substring(url.indexOf("/blob"));
    assertThat(get(granted).statusCode()).isEqualTo(200);
    assertThat(get(granted.replace("/blob/x", "/blob/y")).statusCode()).isEqualTo(401);
    assertThat(get(granted + "x").statusCode()).isEqualTo(401);
  }

  @Test
  void servesHttp2AndHttp1OverTlsWithItsOwnAuthority(@TempDir Path keys) throws Exception {
    server.close();
    var identity =
        new OwnAuthority(keys, Clock.systemUTC()).identity(List.of("localhost", "127.0.0.1"));
    server =
        HttpServer.start(
            HttpOptions.loopback()
                .withHttps(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            Optional.of(identity),
            services,
            metrics,
            log);
    SSLContext trust = TestTrust.context(identity.authority());
    for (var version : HttpClient.Version.values()) {
      var response =
          HttpClient.newBuilder()
              .sslContext(trust)
              .build()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("https://localhost:" + server.httpsPort() + "/blob/x"))
                      .version(version)
                      .build(),
                  BodyHandlers.ofByteArray());
      assertThat(response.body()).isEqualTo(BLOB);
      assertThat(response.version()).isEqualTo(version);
    }
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.httpPort())) {
      socket.setSoTimeout(5000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    RandomGenerator.of("L64X128MixRandom").nextBytes(bytes);
    return bytes;
  }
}
