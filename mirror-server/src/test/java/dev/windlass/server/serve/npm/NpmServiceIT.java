package dev.windlass.server.serve.npm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.windlass.server.http.HttpOptions;
import dev.windlass.server.http.HttpServer;
import dev.windlass.server.http.Metrics;
import dev.windlass.server.http.Service;
import dev.windlass.server.http.ServiceHandler;
import dev.windlass.server.serve.Indexer;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.Link;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.DirectoryBlobStore;
import dev.windlass.spec.coordinates.NpmCoordinates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpmServiceIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String INSTALL = "application/vnd.npm.install-v1+json";

  private @TempDir Path directory;
  private final List<CatalogueEntry> entries = new ArrayList<>();
  private final List<String> wanted = new CopyOnWriteArrayList<>();
  private DirectoryBlobStore store;
  private HttpServer server;
  private HttpClient client;

  @BeforeEach
  void fill() throws Exception {
    store = DirectoryBlobStore.open(directory, DirectoryBlobStore.Durability.DEFERRED);
    version("tool", "1.10.0", "\"description\":\"a tool\",\"license\":\"MIT\",");
    version("tool", "1.9.0", "\"scripts\":{\"postinstall\":\"x\"},\"readme\":\"r\",");
    version("tool", "2.0.0-rc.1", "");
    version("@s/lib", "1.0.0", "\"dependencies\":{\"tool\":\"^1\"},");
    version("@s/lib", "1.1.0+build", "");
    entries.add(
        CatalogueEntry.of(
            new NpmCoordinates.DistTag("@s/lib", "latest"), entries.get(3).descriptor()));
    start();
  }

  private void version(String name, String version, String members) throws IOException {
    String metadata =
        """
        {"name":"%s","version":"%s",%s"dist":{"integrity":"sha512-x","attestations":{"url":"u"}}}\
        """
            .formatted(name, version, members);
    entries.add(
        CatalogueEntry.of(new NpmCoordinates.Version(name, version), blob(name + version))
            .withLinks(List.of(Link.of("metadata", blob(metadata)))));
  }

  private Descriptor blob(String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    store.put(Digest.of(bytes), bytes.length, new ByteArrayInputStream(bytes));
    return Descriptor.of(Digest.of(bytes), bytes.length);
  }

  private void start() throws Exception {
    Indexer indexer = new NpmProtocol().indexer();
    entries.forEach(indexer::add);
    TreeMap<String, Service> services = new TreeMap<>();
    services.put("/npm/", indexer.finish(digest -> store.find(digest)));
    server =
        HttpServer.start(
            HttpOptions.loopback(),
            Optional.empty(),
            new ServiceHandler(
                () -> services, path -> path, (kind, coordinate) -> wanted.add(coordinate)),
            new Metrics(),
            OutputStream.nullOutputStream());
    client = HttpClient.newHttpClient();
  }

  private void restart() throws Exception {
    stop();
    start();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  @Test
  void servesAPackumentInFull() throws Exception {
    HttpResponse<String> answer = get("tool");

    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    JsonNode packument = JSON.readTree(answer.body());
    assertThat(packument.path("name").asText()).isEqualTo("tool");
    assertThat(packument.path("dist-tags").path("latest").asText()).isEqualTo("1.10.0");
    assertThat(packument.path("versions").fieldNames())
        .toIterable()
        .containsExactly("1.9.0", "1.10.0", "2.0.0-rc.1");
    assertThat(packument.path("license").asText()).isEqualTo("MIT");
    JsonNode dist = packument.path("versions").path("1.9.0").path("dist");
    assertThat(dist.path("tarball").asText()).isEqualTo(url("tool/-/tool-1.9.0.tgz"));
    assertThat(dist.path("integrity").asText()).isEqualTo("sha512-x");
    assertThat(dist.has("attestations")).isFalse();
  }

  @Test
  void servesThePackumentAbbreviatedToInstallers() throws Exception {
    HttpResponse<String> answer =
        get("tool", "Accept", INSTALL + "; q=1.0, application/json; q=0.8");

    assertThat(answer.headers().firstValue("Content-Type")).contains(INSTALL);
    assertThat(answer.headers().firstValue("Vary")).contains("Accept");
    JsonNode version = JSON.readTree(answer.body()).path("versions").path("1.9.0");
    assertThat(version.path("hasInstallScript").asBoolean()).isTrue();
    assertThat(version.has("readme")).isFalse();
    assertThat(version.has("scripts")).isFalse();
  }

  @Test
  void answersWhetherAPackumentChanged() throws Exception {
    String etag = get("tool").headers().firstValue("ETag").orElseThrow();

    assertThat(get("tool", "If-None-Match", etag).statusCode()).isEqualTo(304);
    assertThat(get("tool", "If-None-Match", etag, "Accept", INSTALL).statusCode()).isEqualTo(200);
  }

  @Test
  void findsScopedNamesInBothWritings() throws Exception {
    String tarball = url("@s/lib/-/lib-1.0.0.tgz");
    for (String path : List.of("@s/lib", "@s%2flib", "@s%2Flib", "%40s%2flib")) {
      assertThat(get(path).body()).as(path).contains(tarball);
    }
    assertThat(JSON.readTree(get("@s/lib").body()).path("dist-tags").path("latest").asText())
        .isEqualTo("1.0.0");
  }

  @Test
  void servesOneVersionByNumberAndTag() throws Exception {
    assertThat(JSON.readTree(get("@s%2flib/1.0.0").body()).path("version").asText())
        .isEqualTo("1.0.0");
    assertThat(JSON.readTree(get("tool/latest").body()).path("version").asText())
        .isEqualTo("1.10.0");
    assertThat(get("tool/3.0.0").statusCode()).isEqualTo(404);
  }

  @Test
  void servesTarballsWhollyAndInPart() throws Exception {
    assertThat(get("tool/-/tool-1.9.0.tgz").body()).isEqualTo("tool1.9.0");
    assertThat(get("@s/lib/-/lib-1.1.0%2Bbuild.tgz").body()).isEqualTo("@s/lib1.1.0+build");
    HttpResponse<String> part = get("tool/-/tool-1.9.0.tgz", "Range", "bytes=4-6");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("1.9");
  }

  @Test
  void saysWhatIsMissingInNpmsFormAndTakesNote() throws Exception {
    HttpResponse<String> answer = get("left-pad");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(JSON.readTree(answer.body()).path("error").asText()).contains("left-pad");
    assertThat(get("tool/-/tool-9.0.0.tgz").statusCode()).isEqualTo(404);
    assertThat(get("@s%2fother/2.0.0").statusCode()).isEqualTo(404);
    assertThat(get("a/b/c/d").statusCode()).isEqualTo(404);
    assertThat(get("..%2f..%2fetc").statusCode()).isEqualTo(400);
    assertThat(wanted).containsExactly("left-pad", "tool@9.0.0", "@s/other@2.0.0");
  }

  @Test
  void searchesByName() throws Exception {
    JsonNode found = JSON.readTree(get("-/v1/search?text=to&size=5").body());

    assertThat(found.path("total").asInt()).isEqualTo(1);
    JsonNode hit = found.path("objects").path(0).path("package");
    assertThat(hit.path("name").asText()).isEqualTo("tool");
    assertThat(hit.path("version").asText()).isEqualTo("1.10.0");
    assertThat(hit.path("description").asText()).isEqualTo("a tool");
    assertThat(JSON.readTree(get("-/v1/search?text=").body()).path("total").asInt()).isEqualTo(2);
  }

  @Test
  void answersWhatElseNpmAsks() throws Exception {
    assertThat(get("-/ping").body()).isEqualTo("{}");
    assertThat(get("-/npm/v1/keys").body()).isEqualTo("{\"keys\":[]}");
    assertThat(get("-/package/@s%2flib/dist-tags").body()).isEqualTo("{\"latest\":\"1.0.0\"}");
    assertThat(get("-/package/dist-tags").statusCode()).isEqualTo(404);
    assertThat(get("-/whoami").body()).contains("error");
    HttpResponse<String> audit = send("POST", "-/npm/v1/security/advisories/bulk");
    assertThat(audit.body()).isEqualTo("{}");
    assertThat(audit.headers().firstValue("npm-notice")).isPresent();
    assertThat(JSON.readTree(send("POST", "-/npm/v1/security/audits/quick").body()).has("metadata"))
        .isTrue();
  }

  @Test
  void takesNothing() throws Exception {
    HttpResponse<String> answer = send("PUT", "tool");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(JSON.readTree(answer.body()).path("error").asText()).contains("takes nothing");
    assertThat(send("DELETE", "-/package/tool/dist-tags/latest").statusCode()).isEqualTo(405);
  }

  @Test
  void leavesOutAVersionWhoseMetadataIsOutOfServiceAndSaysSoForItsTarball() throws Exception {
    String etag = get("tool").headers().firstValue("ETag").orElseThrow();
    store.delete(entries.get(1).links().getFirst().descriptor().digest());
    store.delete(entries.get(0).digest());
    restart(); // what was made before is still right, and may be kept

    HttpResponse<String> answer = get("tool");

    assertThat(JSON.readTree(answer.body()).path("versions").has("1.9.0")).isFalse();
    assertThat(answer.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(etag);
    assertThat(get("tool/1.9.0").statusCode()).isEqualTo(503);
    assertThat(get("tool/-/tool-1.10.0.tgz").statusCode()).isEqualTo(503);
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.httpPort() + "/npm/" + path;
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path)));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url(path)))
            .method(method, HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
