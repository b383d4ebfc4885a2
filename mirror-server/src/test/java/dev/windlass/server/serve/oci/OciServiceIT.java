package dev.windlass.server.serve.oci;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.windlass.server.http.ServiceHandler;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.Link;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.DirectoryBlobStore;
import dev.windlass.spec.coordinates.Kind;
import dev.windlass.spec.coordinates.OciCoordinates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciServiceIT {
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String ALPINE = "docker.io/library/alpine";

  private @TempDir Path directory;
  private final List<CatalogueEntry> entries = new ArrayList<>();
  private final List<String> wanted = new CopyOnWriteArrayList<>();
  private DirectoryBlobStore store;
  private Server server;
  private HttpClient client;

  private Descriptor layer;
  private Descriptor image;
  private Descriptor sbom;

  @BeforeEach
  void fill() throws Exception {
    store = DirectoryBlobStore.open(directory, DirectoryBlobStore.Durability.DEFERRED);
    layer = blob("application/vnd.oci.image.layer.v1.tar+zstd", "layer");
    image = blob(MANIFEST, "{\"config\":{\"mediaType\":\"application/config\"}} ");
    sbom =
        blob(
            MANIFEST,
            "{\"artifactType\":\"application/spdx+json\",\"annotations\":{\"by\":\"us\"}}");
    for (String tag : List.of("1", "2", "10", "Zeta", "alpha")) {
      entries.add(CatalogueEntry.of(new OciCoordinates.Tag(ALPINE, tag), image));
    }
    entries.add(
        CatalogueEntry.of(new OciCoordinates.Manifest(ALPINE, image.digest()), image)
            .withLinks(List.of(Link.of("layer", layer))));
    entries.add(
        CatalogueEntry.of(new OciCoordinates.Manifest(ALPINE, sbom.digest()), sbom)
            .withLinks(List.of(Link.of("subject", image))));
    Descriptor other = blob(MANIFEST, "{\"layers\":[]}");
    entries.add(CatalogueEntry.of(new OciCoordinates.Tag("quay.io/team/app", "1"), other));
    start();
  }

  private Descriptor blob(String mediaType, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    store.put(Digest.of(bytes), bytes.length, new ByteArrayInputStream(bytes));
    return new Descriptor(Digest.of(bytes), bytes.length, mediaType);
  }

  private void start() throws Exception {
    var protocol = new OciProtocol();
    var indexer = protocol.indexer();
    entries.stream()
        .sorted(Comparator.comparing(CatalogueEntry::coordinates))
        .forEach(indexer::add);
    var services = new TreeMap<>(Map.of("/v2/", indexer.finish(store::find)));
    server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new ServiceHandler(
            () -> services,
            UnaryOperator.identity(),
            (kind, name) -> wanted.add(kind + " " + name)));
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
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private int port() {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path);
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return new ObjectMapper().readTree(answer.body());
  }

  private static String error(HttpResponse<String> answer) throws IOException {
    return answer.statusCode() + " " + json(answer).at("/errors/0/code").asText();
  }

  private static Optional<String> header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name);
  }

  @Test
  void saysThatItSpeaksTheProtocol() throws Exception {
    assertThat(get("/v2/").statusCode()).isEqualTo(200);
    assertThat(get("/v2").statusCode()).isEqualTo(200);
    assertThat(header(get("/v2/"), "Docker-Distribution-Api-Version")).contains("registry/2.0");
  }

  @Test
  void sendsAManifestByTagAndDigestAsItWasApproved() throws Exception {
    for (String reference : List.of("1", image.digest().toString())) {
      var answer = send("GET", "/v2/" + ALPINE + "/manifests/" + reference, "Accept", INDEX);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(Digest.of(answer.body().getBytes(StandardCharsets.UTF_8)))
          .isEqualTo(image.digest());
      assertThat(header(answer, "Content-Type")).contains(MANIFEST);
      assertThat(header(answer, "Docker-Content-Digest")).contains(image.digest().toString());
    }
  }

  @Test
  void answersHeadWithSizeAndDigestAlone() throws Exception {
    var answer = send("HEAD", "/v2/" + ALPINE + "/manifests/1");
    assertThat(answer.body()).isEmpty();
    assertThat(header(answer, "Content-Length")).contains(String.valueOf(image.size()));
    assertThat(header(answer, "Docker-Content-Digest")).contains(image.digest().toString());
    var missing = send("HEAD", "/v2/" + ALPINE + "/manifests/none");
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.body()).isEmpty();
  }

  @Test
  void sendsBlobsAndRangesOfThem() throws Exception {
    String path = "/v2/" + ALPINE + "/blobs/" + layer.digest();
    assertThat(get(path).body()).isEqualTo("layer");
    var part = send("GET", path, "Range", "bytes=1-2");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("ay");
    assertThat(header(send("HEAD", path), "Content-Length")).contains("5");
  }

  @Test
  void showsABlobOnlyWhereAManifestLinksToIt() throws Exception {
    assertThat(error(get("/v2/quay.io/team/app/blobs/" + layer.digest())))
        .isEqualTo("404 BLOB_UNKNOWN");
    assertThat(error(get("/v2/quay.io/team/app/manifests/" + image.digest())))
        .isEqualTo("404 MANIFEST_UNKNOWN");
  }

  @Test
  void understandsTheWaysInWhichClientsNameAMirroredImage() throws Exception {
    for (String path :
        List.of(
            "/v2/docker.io/library/alpine/manifests/1",
            "/v2/library/alpine/manifests/1?ns=docker.io",
            "/v2/team/app/manifests/1?ns=quay.io:443",
            "/v2/library/alpine/manifests/1")) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(200);
    }
    assertThat(get("/v2/team/app/manifests/1").statusCode()).isEqualTo(404);
  }

  @Test
  void listsTagsInPages() throws Exception {
    String path = "/v2/" + ALPINE + "/tags/list";
    assertThat(get(path).body())
        .isEqualTo(
            "{\"name\":\"" + ALPINE + "\",\"tags\":[\"1\",\"10\",\"2\",\"Zeta\",\"alpha\"]}");
    var page = get(path + "?n=2&last=1");
    assertThat(json(page).path("tags").toString()).isEqualTo("[\"10\",\"2\"]");
    assertThat(header(page, "Link")).contains("<" + path + "?last=2&n=2>; rel=\"next\"");
    var last = get(path + "?n=2&last=2");
    assertThat(json(last).path("tags").toString()).isEqualTo("[\"Zeta\",\"alpha\"]");
    assertThat(header(last, "Link")).isEmpty();
    assertThat(json(get(path + "?n=0")).path("tags").toString()).isEqualTo("[]");
    assertThat(error(get(path + "?n=many"))).isEqualTo("400 PAGINATION_NUMBER_INVALID");
    assertThat(error(get("/v2/none/tags/list"))).isEqualTo("404 NAME_UNKNOWN");
  }

  @Test
  void listsRepositories() throws Exception {
    var page = get("/v2/_catalog?n=1");
    assertThat(page.body()).isEqualTo("{\"repositories\":[\"" + ALPINE + "\"]}");
    String next = header(page, "Link").orElseThrow().replaceAll("<(.*)>.*", "$1");
    assertThat(get(next).body()).isEqualTo("{\"repositories\":[\"quay.io/team/app\"]}");
  }

  @Test
  void listsReferrersWithTypeAndAnnotations() throws Exception {
    String path = "/v2/" + ALPINE + "/referrers/" + image.digest();
    var answer = get(path);
    assertThat(header(answer, "Content-Type")).contains(INDEX);
    JsonNode referrer = json(answer).at("/manifests/0");
    assertThat(referrer.path("digest").asText()).isEqualTo(sbom.digest().toString());
    assertThat(referrer.path("artifactType").asText()).isEqualTo("application/spdx+json");
    assertThat(referrer.path("size").asLong()).isEqualTo(sbom.size());
    assertThat(referrer.at("/annotations/by").asText()).isEqualTo("us");

    var filtered = get(path + "?artifactType=application/other");
    assertThat(json(filtered).path("manifests")).isEmpty();
    assertThat(header(filtered, "OCI-Filters-Applied")).contains("artifactType");
    assertThat(header(answer, "OCI-Filters-Applied")).isEmpty();
  }

  @Test
  void answersAnEmptyIndexWhereNothingRefers() throws Exception {
    for (String repository : List.of(ALPINE, "none")) {
      var answer = get("/v2/" + repository + "/referrers/" + layer.digest());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(json(answer).path("manifests")).isEmpty();
    }
  }

  @Test
  void refusesPushes() throws Exception {
    var answer = send("PUT", "/v2/" + ALPINE + "/manifests/1");
    assertThat(error(answer)).isEqualTo("405 UNSUPPORTED");
    assertThat(header(answer, "Allow")).contains("GET, HEAD");
    assertThat(error(send("POST", "/v2/" + ALPINE + "/blobs/uploads/")))
        .isEqualTo("405 UNSUPPORTED");
  }

  @Test
  void refusesWhatIsNoDigest() throws Exception {
    assertThat(error(get("/v2/" + ALPINE + "/blobs/sha256:short"))).isEqualTo("400 DIGEST_INVALID");
    assertThat(error(get("/v2/" + ALPINE + "/manifests/sha256:bad")))
        .isEqualTo("400 DIGEST_INVALID");
    assertThat(error(get("/v2/nothing/here"))).isEqualTo("404 NAME_UNKNOWN");
  }

  @Test
  void countsWhatPeopleWantButNotWhatClientsProbe() throws Exception {
    get("/v2/library/debian/manifests/12?ns=docker.io");
    get("/v2/library/nginx/manifests/1");
    get("/v2/" + ALPINE + "/manifests/3");
    get("/v2/" + ALPINE + "/manifests/sha256-" + image.digest().hex() + ".sig");
    get("/v2/" + ALPINE + "/manifests/bad%20tag");
    assertThat(wanted)
        .containsExactly(
            Kind.OCI + " docker.io/library/debian:12",
            Kind.OCI + " docker.io/library/nginx:1",
            Kind.OCI + " " + ALPINE + ":3");
  }

  /** What the Terraform fetcher writes for {@code oci_mirror}: an index, a manifest, a zip. */
  @Test
  void servesProviderPackagesAsOpenTofuAsksForThem() throws Exception {
    String repository = "opentofu-providers/registry.opentofu.org/coder/coder";
    Descriptor zip = blob("archive/zip", "zip");
    Descriptor target =
        blob(MANIFEST, "{\"artifactType\":\"application/vnd.opentofu.provider-target\"}");
    Descriptor version = blob(INDEX, "{\"artifactType\":\"application/vnd.opentofu.provider\"}");
    entries.add(CatalogueEntry.of(new OciCoordinates.Tag(repository, "2.19.0"), version));
    entries.add(
        CatalogueEntry.of(new OciCoordinates.Manifest(repository, version.digest()), version)
            .withAttributes(Map.of("artifact-type", "application/vnd.opentofu.provider"))
            .withLinks(List.of(Link.named("manifest", "linux/amd64", target))));
    entries.add(
        CatalogueEntry.of(new OciCoordinates.Manifest(repository, target.digest()), target)
            .withLinks(List.of(Link.of("layer", zip))));
    stop();
    start();

    String path = "/v2/" + repository;
    assertThat(json(get(path + "/tags/list")).at("/tags/0").asText()).isEqualTo("2.19.0");
    var index = get(path + "/manifests/2.19.0");
    assertThat(header(index, "Content-Type")).contains(INDEX);
    assertThat(json(index).path("artifactType").asText())
        .isEqualTo("application/vnd.opentofu.provider");
    var manifest = get(path + "/manifests/" + target.digest());
    assertThat(json(manifest).path("artifactType").asText())
        .isEqualTo("application/vnd.opentofu.provider-target");
    assertThat(get(path + "/blobs/" + zip.digest()).body()).isEqualTo("zip");
  }

  @Test
  void saysUnavailableForContentThatWasTakenOutOfService() throws Exception {
    store.delete(layer.digest());
    assertThat(error(get("/v2/" + ALPINE + "/blobs/" + layer.digest())))
        .isEqualTo("503 UNAVAILABLE");
  }
}
