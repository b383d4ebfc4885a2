package dev.windlass.builder.fetch.npm;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.fetch.LocalFetch;
import dev.windlass.builder.fetch.http.IntegrityException;
import dev.windlass.builder.list.MirrorList;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.coordinates.Coordinates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class NpmFetcherIT {
  @RegisterExtension
  private static final WireMockExtension registry =
      WireMockExtension.newInstance().options(options().dynamicPort()).build();

  private @TempDir Path directory;
  private LocalFetch collected;

  @BeforeEach
  void open() throws IOException {
    collected = new LocalFetch(directory.resolve("content"));
    registry.stubFor(get(anyUrl()).atPriority(10).willReturn(status(404)));
  }

  private List<String> coordinates() {
    return collected.entries().keySet().stream().map(Coordinates::text).sorted().toList();
  }

  @Test
  void collectsAllThatNpmWouldInstall() throws Exception {
    publish(
        "a",
        version(
            "a",
            "1.2.0",
            """
            "license": "MIT",
            "dependencies": {"b": "^1", "short": "npm:@s/long@~2.0.0", "inside": "9"},
            "bundledDependencies": ["inside"],
            "optionalDependencies": {"gone": "1", "mac": "1", "git": "user/repo"},
            "peerDependencies": {"peer": "*"}\
            """));
    publish(
        "b", version("b", "1.0.0", ""), version("b", "1.9.0", "\"dependencies\": {\"a\": \"1\"}"));
    publish("@s/long", version("@s/long", "2.0.1", ""), version("@s/long", "2.1.0", ""));
    publish("mac", version("mac", "1.0.0", "\"os\": [\"darwin\"]"));
    publish("peer", version("peer", "3.0.0", ""));

    collected.run(fetcher(List.of("a@^1"), List.of()));

    assertThat(coordinates())
        .containsExactly(
            "@s/long@2.0.1",
            "a@1.2.0",
            "a@latest",
            "b@1.9.0",
            "b@latest",
            "peer@3.0.0",
            "peer@latest");
    CatalogueEntry a = collected.entry("a@1.2.0");
    assertThat(a.licence()).contains("MIT");
    assertThat(a.attribute("integrity")).contains(sri("a-1.2.0"));
    assertThat(a.origin()).contains(registry.url("/a/-/a-1.2.0.tgz"));
    assertThat(a.blobs())
        .hasSize(2)
        .allSatisfy(blob -> assertThat(collected.store().has(blob.digest())).isTrue());
    assertThat(collected.entry("a@latest").digest()).isEqualTo(a.digest());
  }

  @Test
  void onlyRevalidatesInASecondRun() throws Exception {
    publish("a", version("a", "1.0.0", ""));
    collected.run(fetcher(List.of("a"), List.of()));
    var first = collected.entry("a@1.0.0");
    registry.resetRequests();
    registry.stubFor(
        get("/a")
            .withHeader("If-None-Match", equalTo("\"a\""))
            .atPriority(1)
            .willReturn(status(304)));

    collected.run(fetcher(List.of("a"), List.of()));

    assertThat(collected.entry("a@1.0.0")).isEqualTo(first);
    registry.verify(1, getRequestedFor(anyUrl()));
  }

  @Test
  void refusesATarballOfOtherBytes() {
    publish("a", version("a", "1.0.0", ""));
    registry.stubFor(get("/a/-/a-1.0.0.tgz").willReturn(ok("something else")));

    assertThatThrownBy(() -> collected.run(fetcher(List.of("a"), List.of())))
        .isInstanceOf(IntegrityException.class)
        .hasMessageContaining("a-1.0.0.tgz");
    assertThat(coordinates()).isEmpty();
  }

  @Test
  void saysWhoWantsWhatIsNotThere() {
    publish("a", version("a", "1.0.0", "\"dependencies\": {\"b\": \"^2\"}"));
    publish("b", version("b", "1.0.0", ""));

    assertThatThrownBy(() -> collected.run(fetcher(List.of("a"), List.of())))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("tried to find b@^2, wanted by a@1.0.0");
  }

  @Test
  void refusesADependencyThatNoRegistryHas() {
    publish("a", version("a", "1.0.0", "\"dependencies\": {\"b\": \"github:user/b\"}"));

    assertThatThrownBy(() -> collected.run(fetcher(List.of("a"), List.of())))
        .isInstanceOf(FetchException.class)
        .hasMessageContainingAll("a@1.0.0 cannot be mirrored whole", "github:user/b");
  }

  @Test
  void saysWhichPackumentIsBroken() {
    registry.stubFor(get("/a").willReturn(okJson("{\"versions\": {\"1.0.0\": {")));

    assertThatThrownBy(() -> collected.run(fetcher(List.of("a"), List.of())))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("tried to read the packument " + registry.url("/a"));
  }

  @Test
  void takesALockfileWithoutPackumentsAndLaterWithoutAnyRequest() throws Exception {
    registry.stubFor(get("/a/1.0.0").willReturn(okJson(version("a", "1.0.0", ""))));
    tarball("a", "1.0.0");
    Path lockfile = lockfile(sri("a-1.0.0"));

    collected.run(fetcher(List.of(), List.of(lockfile)));
    assertThat(coordinates()).containsExactly("a@1.0.0");
    registry.verify(0, getRequestedFor(urlEqualTo("/a")));
    registry.resetRequests();
    collected.run(fetcher(List.of(), List.of(lockfile)));

    assertThat(coordinates()).containsExactly("a@1.0.0");
    registry.verify(0, getRequestedFor(anyUrl()));
  }

  @Test
  void readsThePackumentOfARegistryThatKnowsNoSingleVersions() throws Exception {
    publish("a", version("a", "1.0.0", ""));

    collected.run(fetcher(List.of(), List.of(lockfile(sri("a-1.0.0")))));

    assertThat(coordinates()).containsExactly("a@1.0.0");
  }

  @Test
  void refusesALockfileThatContradictsTheRegistry() throws Exception {
    publish("a", version("a", "1.0.0", ""));
    Path lockfile = lockfile(sri("forged"));

    assertThatThrownBy(() -> collected.run(fetcher(List.of(), List.of(lockfile))))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("different hashes for a@1.0.0");
  }

  @Test
  void sendsTheUsersTokenToTheUsersRegistry() throws Exception {
    publish("a", version("a", "1.0.0", ""));
    String host = registry.url("/").replaceFirst("http:", "");
    Files.writeString(
        directory.resolve(".npmrc"),
        "registry=%s\n%s:_authToken=${SECRET}\n".formatted(registry.url("/"), host));
    MirrorList.Npm list = new MirrorList.Npm(Optional.empty(), List.of("a"), List.of(), List.of());

    collected.run(
        new NpmFetcher(
            list, new NpmRun.Surroundings(directory, directory, Map.of("SECRET", "s3cret"))));

    registry.verify(
        2,
        getRequestedFor(urlMatching("/a.*")).withHeader("Authorization", equalTo("Bearer s3cret")));
  }

  private NpmFetcher fetcher(List<String> packages, List<Path> lockfiles) {
    return new NpmFetcher(
        new MirrorList.Npm(
            Optional.of(registry.url("/")), packages, lockfiles, List.of("linux-x64")),
        new NpmRun.Surroundings(directory, directory, Map.of()));
  }

  private Path lockfile(String integrity) throws IOException {
    return Files.writeString(
        directory.resolve("package-lock.json"),
        """
        {"lockfileVersion": 3, "packages": {"node_modules/a":
          {"version": "1.0.0", "integrity": "%s"}}}
        """
            .formatted(integrity));
  }

  /** Serves a packument whose last version is tagged latest, and the tarballs. */
  private static void publish(String name, String... manifests) {
    StringBuilder versions = new StringBuilder();
    String last = "";
    for (String manifest : manifests) {
      last = manifest.replaceFirst("(?s).*?\"version\": \"([^\"]*)\".*", "$1");
      versions.append(versions.isEmpty() ? "" : ",");
      versions.append("\"%s\": %s".formatted(last, manifest));
      tarball(name, last);
    }
    registry.stubFor(
        get("/" + name.replace("/", "%2f"))
            .willReturn(
                okJson(
                        "{\"name\": \"%s\", \"dist-tags\": {\"latest\": \"%s\"}, \"versions\": {%s}}"
                            .formatted(name, last, versions))
                    .withHeader("ETag", "\"" + name + "\"")));
  }

  private static void tarball(String name, String version) {
    registry.stubFor(get(path(name, version)).willReturn(ok(name + "-" + version)));
  }

  private static String path(String name, String version) {
    return "/%s/-/%s-%s.tgz".formatted(name, name.replaceFirst(".*/", ""), version);
  }

  private static String version(String name, String version, String members) {
    return """
    {"name": "%s", "version": "%s", %s
     "dist": {"tarball": "%s", "integrity": "%s"}}\
    """
        .formatted(
            name,
            version,
            members.isEmpty() ? "" : members + ",",
            registry.url(path(name, version)),
            sri(name + "-" + version));
  }

  private static String sri(String content) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-512").digest(content.getBytes(StandardCharsets.UTF_8));
      return "sha512-" + Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
