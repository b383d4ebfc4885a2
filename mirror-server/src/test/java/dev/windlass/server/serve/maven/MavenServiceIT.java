package dev.windlass.server.serve.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.server.http.ServiceHandler;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.DirectoryBlobStore;
import dev.windlass.spec.coordinates.MavenCoordinates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The repository as Maven's requests see it. */
class MavenServiceIT {
  private static final String LIB = "org/example/lib/";

  private @TempDir Path directory;
  private final List<CatalogueEntry> entries = new ArrayList<>();
  private final List<String> wanted = new CopyOnWriteArrayList<>();
  private DirectoryBlobStore store;
  private Server server;
  private HttpClient client;

  @BeforeEach
  void fill() throws Exception {
    store = DirectoryBlobStore.open(directory, DirectoryBlobStore.Durability.DEFERRED);
    for (String version : List.of("1.0", "1.9", "1.10", "2.0-beta-1")) {
      add("org.example:lib:jar:" + version, Map.of());
      add("org.example:lib:pom:" + version, Map.of());
    }
    add("org.example:lib:pom:3.0", Map.of());
    add("org.example:parent:pom:7", Map.of());
    add("org.example:demo-plugin:jar:1", Map.of("plugin-prefix", "demo"));
    add("org.example:snap:jar:1.0-20260101.120000-9", Map.of());
    add("org.example:snap:jar:1.0-20260101.120000-10", Map.of());
    add("org.example:snap:jar:sources:1.0-20260101.120000-10", Map.of());
    start();
  }

  private void add(String coordinates, Map<String, String> attributes) throws IOException {
    byte[] bytes = content(coordinates);
    store.put(Digest.of(bytes), bytes.length, new ByteArrayInputStream(bytes));
    entries.add(
        CatalogueEntry.of(
                MavenCoordinates.parse(coordinates), Descriptor.of(Digest.of(bytes), bytes.length))
            .withAttributes(attributes));
  }

  private static byte[] content(String coordinates) {
    return ("content of " + coordinates).getBytes(StandardCharsets.UTF_8);
  }

  private void start() throws Exception {
    var indexer = new MavenProtocol().indexer();
    entries.stream()
        .sorted(Comparator.comparing(CatalogueEntry::coordinates))
        .forEach(indexer::add);
    var services = new TreeMap<>(Map.of("/maven/", indexer.finish(store::find)));
    server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new ServiceHandler(
            () -> services, UnaryOperator.identity(), (kind, name) -> wanted.add(name)));
    server.start();
    client = HttpClient.newHttpClient();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.stop();
  }

  private HttpResponse<String> send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.getURI().resolve("/maven/" + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path);
  }

  private static String hex(String algorithm, String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void sendsFilesWholeInPartAndAsHeadersAlone() throws Exception {
    var whole = get(LIB + "1.0/lib-1.0.jar");
    assertThat(whole.body()).isEqualTo("content of org.example:lib:jar:1.0");
    assertThat(whole.headers().firstValue("Content-Type")).contains("application/java-archive");
    var part = send("GET", LIB + "1.0/lib-1.0.jar", "Range", "bytes=0-6");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("content");
    var head = send("HEAD", LIB + "1.0/lib-1.0.pom");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Type")).contains("text/xml");
    assertThat(head.body()).isEmpty();
  }

  @Test
  void makesChecksumsOfFilesAndMetadata() throws Exception {
    String file = "content of org.example:lib:jar:1.0";
    assertThat(get(LIB + "1.0/lib-1.0.jar.sha1").body()).isEqualTo(hex("SHA-1", file));
    assertThat(get(LIB + "1.0/lib-1.0.jar.md5").body()).isEqualTo(hex("MD5", file));
    assertThat(get(LIB + "1.0/lib-1.0.jar.sha256").body()).isEqualTo(hex("SHA-256", file));
    assertThat(get(LIB + "1.0/lib-1.0.jar.sha512").body()).isEqualTo(hex("SHA-512", file));
    String metadata = get(LIB + "maven-metadata.xml").body();
    assertThat(get(LIB + "maven-metadata.xml.sha1").body()).isEqualTo(hex("SHA-1", metadata));
  }

  @Test
  void listsVersionsInMavensOrderAndCallsTheNewestThatHasMoreThanPom() throws Exception {
    assertThat(get(LIB + "maven-metadata.xml").body())
        .containsSubsequence(
            "<latest>2.0-beta-1</latest>",
            "<release>2.0-beta-1</release>",
            "<version>1.0</version>",
            "<version>1.9</version>",
            "<version>1.10</version>",
            "<version>2.0-beta-1</version>",
            "<version>3.0</version>");
    assertThat(get("org/example/parent/maven-metadata.xml").body())
        .contains("<release>7</release>");
  }

  @Test
  void namesPluginsByPrefixInTheirGroup() throws Exception {
    assertThat(get("org/example/maven-metadata.xml").body())
        .containsSubsequence("<prefix>demo</prefix>", "<artifactId>demo-plugin</artifactId>");
  }

  @Test
  void resolvesSnapshotsToTheNewestBuild() throws Exception {
    assertThat(get("org/example/snap/1.0-SNAPSHOT/maven-metadata.xml").body())
        .contains("<buildNumber>10</buildNumber>", "<value>1.0-20260101.120000-10</value>");
    assertThat(get("org/example/snap/1.0-SNAPSHOT/snap-1.0-20260101.120000-10-sources.jar").body())
        .startsWith("content of");
  }

  @Test
  void namesEachSnapshotFileByItsNewestBuildAlone() throws Exception {
    assertThat(get("org/example/snap/1.0-SNAPSHOT/maven-metadata.xml").body())
        .doesNotContain("<value>1.0-20260101.120000-9</value>");
  }

  @Test
  void answers404AndCountsWhatUsersWant() throws Exception {
    assertThat(get("org/absent/x/1/x-1.pom").statusCode()).isEqualTo(404);
    assertThat(get("org/absent/x/1/x-1.pom.sha1").statusCode()).isEqualTo(404);
    assertThat(get("org/absent/x/maven-metadata.xml").statusCode()).isEqualTo(404);
    assertThat(get("").statusCode()).isEqualTo(404);
    assertThat(get(LIB).statusCode()).isEqualTo(404);
    assertThat(wanted).containsExactly("org.absent:x:1");
  }

  @Test
  void takesNothing() throws Exception {
    assertThat(send("PUT", LIB + "9/lib-9.jar").statusCode()).isEqualTo(405);
  }

  @Test
  void leavesTheRepositoryByNoPath() throws Exception {
    for (String path : List.of("%2e%2e/%2e%2e/etc/passwd", "org/..%2f..%2fx", "a%5c..%5cb")) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.getURI() + "maven/" + path)).build();
      assertThat(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isIn(400, 404);
    }
  }
}
