package dev.windlass.acceptance.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.acceptance.process.Checkout;
import dev.windlass.acceptance.process.Command;
import dev.windlass.acceptance.upstream.DebianRegistry;
import dev.windlass.builder.fetch.oci.OciFetcher;
import dev.windlass.builder.list.MirrorList;
import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From Debian's registry through fetcher and server to the clients that people use. */
class ImagesIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OCI = "application/vnd.oci.image.";
  private static final String REPOSITORY = "docker.io/library/base";

  private static @TempDir Path directory;
  private static final Checkout CHECKOUT = Checkout.find();
  private static DebianRegistry registry;
  private static Mirroring mirror;
  private static String host;
  private static String digest;

  @BeforeAll
  static void mirrorAMultiArchitectureImage() throws Exception {
    registry = DebianRegistry.start(directory.resolve("registry"));
    Path layout = directory.resolve("layout");
    Path tool = CHECKOUT.root().resolve("acceptance-tests/tools/base-image");
    digest = Command.of(tool.toString(), layout.toString()).run().orThrow().out().strip();
    attachSbom(layout);
    push(layout, "base", "1");
    push(layout, "referrers", digest.replace(':', '-'));
    push(layout, "base", "moving");

    mirror = new Mirroring(directory.resolve("store"));
    mirror.collect(new OciFetcher(List.of(image("1"), image("moving")), directory));
    host = mirror.serve();
  }

  private static MirrorList.Image image(String tag) {
    String source = registry.host() + "/team/base:" + tag;
    return new MirrorList.Image(source, Optional.of(REPOSITORY), List.of(), true, true);
  }

  @AfterAll
  static void stop() throws Exception {
    if (mirror != null) {
      mirror.stop();
    }
    if (registry != null) {
      registry.close();
    }
  }

  private static void push(Path layout, String name, String tag) throws Exception {
    Command.of("skopeo", "copy", "--quiet", "--all", "--dest-tls-verify=false")
        .with("oci:" + layout + ":" + name, "docker://" + registry.host() + "/team/base:" + tag)
        .run()
        .orThrow();
  }

  /** Adds an SBOM of the image, and the index that names it where there is no referrers API. */
  private static void attachSbom(Path layout) throws IOException {
    JsonNode image = JSON.readTree(layout.resolve("index.json").toFile()).at("/manifests/0");
    ObjectNode sbom = document(OCI + "manifest.v1+json");
    sbom.put("artifactType", "application/spdx+json");
    sbom.set("config", write(layout, OCI + "config.v1+json", "{}"));
    sbom.putArray("layers").add(write(layout, "application/spdx+json", "{\"spdx\":\"SPDX-2.3\"}"));
    ObjectNode subject = sbom.putObject("subject").put("mediaType", OCI + "index.v1+json");
    subject.put("digest", digest).put("size", image.path("size").asLong());
    ObjectNode referrers = document(OCI + "index.v1+json");
    ObjectNode descriptor = write(layout, OCI + "manifest.v1+json", sbom.toString());
    referrers.putArray("manifests").add(descriptor.put("artifactType", "application/spdx+json"));

    ObjectNode named = write(layout, OCI + "index.v1+json", referrers.toString());
    named.putObject("annotations").put("org.opencontainers.image.ref.name", "referrers");
    ObjectNode index = (ObjectNode) JSON.readTree(layout.resolve("index.json").toFile());
    ((ArrayNode) index.path("manifests")).add(named);
    Files.writeString(layout.resolve("index.json"), index.toString());
  }

  private static ObjectNode document(String mediaType) {
    return JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", mediaType);
  }

  private static ObjectNode write(Path layout, String mediaType, String content)
      throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    Files.write(layout.resolve("blobs/sha256").resolve(Digest.of(bytes).hex()), bytes);
    ObjectNode descriptor = JSON.createObjectNode().put("mediaType", mediaType);
    return descriptor.put("digest", Digest.of(bytes).toString()).put("size", bytes.length);
  }

  private static String mirrored() {
    return host + "/" + REPOSITORY;
  }

  @Test
  void craneSeesTheDigestsOfTheUpstream() throws Exception {
    Command crane = CHECKOUT.tool("crane").with("digest", "--insecure");
    assertThat(crane.with(mirrored() + ":1").run().orThrow().out().strip())
        .isEqualTo(digest)
        .isEqualTo(crane.with(registry.host() + "/team/base:1").run().orThrow().out().strip());
    for (String platform : List.of("linux/amd64", "linux/arm64")) {
      Command of = crane.with("--platform", platform);
      assertThat(of.with(mirrored() + ":1").run().orThrow().out())
          .isEqualTo(of.with(registry.host() + "/team/base:1").run().orThrow().out());
    }
  }

  /** Threat T16. */
  @Test
  void servesTheDigestThatWasLockedAfterTheUpstreamMovedTheTag() throws Exception {
    push(directory.resolve("layout"), "referrers", "moving");
    Command crane = CHECKOUT.tool("crane").with("digest", "--insecure");
    String upstream = registry.host() + "/team/base:moving";
    assertThat(crane.with(upstream).run().orThrow().out().strip()).isNotEqualTo(digest);
    assertThat(crane.with(mirrored() + ":moving").run().orThrow().out().strip()).isEqualTo(digest);
  }

  @Test
  void cranePullsAndListsAndValidates() throws Exception {
    Command crane = CHECKOUT.tool("crane");
    crane
        .with("pull", "--insecure", "--format", "oci", mirrored() + ":1")
        .with(directory.resolve("pulled").toString())
        .run()
        .orThrow();
    crane.with("validate", "--insecure", "--remote", mirrored() + ":1").run().orThrow();
    assertThat(crane.with("ls", "--insecure", mirrored()).run().orThrow().out().lines())
        .contains("1", digest.replace(':', '-'));
    assertThat(crane.with("catalog", "--insecure", host).run().orThrow().out())
        .contains(REPOSITORY);
  }

  @Test
  void skopeoCopiesAllPlatformsUnchanged() throws Exception {
    Path copy = directory.resolve("skopeo");
    Command.of("skopeo", "copy", "--quiet", "--all", "--preserve-digests", "--src-tls-verify=false")
        .with("docker://" + mirrored() + ":1", "oci:" + copy + ":1")
        .run()
        .orThrow();
    JsonNode index = JSON.readTree(copy.resolve("index.json").toFile());
    assertThat(index.at("/manifests/0/digest").asText()).isEqualTo(digest);
    String inspected =
        Command.of("skopeo", "inspect", "--tls-verify=false", "--raw")
            .with("docker://" + mirrored() + ":1")
            .run()
            .orThrow()
            .out();
    assertThat(Digest.of(inspected.getBytes(StandardCharsets.UTF_8)).toString()).isEqualTo(digest);
  }

  @Test
  void podmanPullsByTheUpstreamsOwnNameThroughTheMirror() throws Exception {
    Path registries = directory.resolve("registries.conf");
    Files.writeString(
        registries,
        """
        [[registry]]
        prefix = "docker.io"
        location = "%s/docker.io"
        insecure = true
        """
            .formatted(host));
    Command podman =
        Command.of("podman", "--storage-driver", "vfs")
            .with("--root", directory.resolve("podman").toString())
            .with("--runroot", directory.resolve("podman-run").toString())
            .env("CONTAINERS_REGISTRIES_CONF", registries.toString())
            .env(
                "CONTAINERS_CONF",
                CHECKOUT.root().resolve("acceptance-tests/tools/containers.conf").toString());
    podman.with("pull", "--quiet", "docker.io/library/base:1").run().orThrow();
    String digests =
        podman
            .with("image", "inspect", "--format", "{{.RepoDigests}}", "docker.io/library/base:1")
            .run()
            .orThrow()
            .out();
    assertThat(digests).contains(digest);
  }

  /**
   * The conformance program as it tests a registry that cannot be pushed to: 20 tests, all pass.
   * Two defects of the program are worked around. Its check of the digest header on manifests stays
   * off, as its defaults for 1.1 have it, since with preloaded content it never looks at the answer
   * and fails for every registry; the other tests here see that header. And its exit code says
   * nothing: after the report that is read here, it dies while it writes the same as YAML.
   */
  @Test
  void conformsInPullAndContentDiscovery() throws Exception {
    JsonNode index = JSON.readTree(mirror.store().path(Digest.parse(digest)).toFile());
    String child = index.at("/manifests/0/digest").asText();
    JsonNode manifest = JSON.readTree(mirror.store().path(Digest.parse(child)).toFile());
    String blobs =
        manifest.at("/config/digest").asText() + " " + manifest.at("/layers/0/digest").asText();
    var result =
        CHECKOUT
            .tool("conformance")
            .env("OCI_REGISTRY", host)
            .env("OCI_TLS", "disabled")
            .env("OCI_VERSION", "1.1")
            .env("OCI_REPO1", REPOSITORY)
            .env("OCI_API_PUSH", "false")
            .env("OCI_API_BLOBS_DELETE", "false")
            .env("OCI_API_MANIFESTS_DELETE", "false")
            .env("OCI_API_TAGS_DELETE", "false")
            .env("OCI_API_BLOBS_DIGEST_HEADER", "true")
            .env("OCI_RO_DATA_TAGS", "1 " + digest.replace(':', '-'))
            .env("OCI_RO_DATA_MANIFESTS", digest + " " + child)
            .env("OCI_RO_DATA_BLOBS", blobs)
            .env("OCI_RO_DATA_REFERRERS", digest)
            .env("OCI_RESULTS_DIR", directory.resolve("results").toString())
            .in(directory)
            .run();
    assertThat(result.out())
        .contains("OCI Conformance Result: Pass")
        .containsPattern("Pass\\.+: +20\\n")
        .containsPattern("FAIL\\.+: +0\\n")
        .containsPattern("Error\\.+: +0\\n")
        .containsPattern("Skip\\.+: +0\\n");
  }
}
