package dev.windlass.acceptance.npm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.builder.fetch.LocalFetch;
import dev.windlass.builder.fetch.npm.NpmFetcher;
import dev.windlass.builder.list.MirrorList;
import dev.windlass.server.http.HttpOptions;
import dev.windlass.server.http.HttpServer;
import dev.windlass.server.http.Metrics;
import dev.windlass.server.http.Service;
import dev.windlass.server.http.ServiceHandler;
import dev.windlass.server.serve.Indexer;
import dev.windlass.server.serve.npm.NpmProtocol;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.coordinates.Coordinates;
import dev.windlass.spec.coordinates.NpmCoordinates;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the machine's own npm registry through the mirror to the real npm. */
class NpmIT {
  private static final Path EXAMPLE = Path.of("..", "examples", "npm").toAbsolutePath().normalize();

  private static @TempDir Path directory;
  private static SortedMap<Coordinates, CatalogueEntry> first;
  private static SortedMap<Coordinates, CatalogueEntry> second;
  private static SortedMap<Coordinates, CatalogueEntry> all;
  private static int firstDownloads;
  private static int secondDownloads;
  private static HttpServer server;
  private static String registry;

  private @TempDir Path work;
  private NpmClient npm;

  @BeforeAll
  static void mirror() throws Exception {
    AtomicReference<CountingHttp> http = new AtomicReference<>();
    LocalFetch fetch =
        new LocalFetch(
            directory.resolve("content"), inner -> http.updateAndGet(_ -> new CountingHttp(inner)));
    // What is repeated is pinned: the public registry may move a range at any time.
    first = fetch.run(fetcher("typescript@5.8.3"));
    firstDownloads = http.get().takeDownloads();
    second = fetch.run(fetcher("typescript@5.8.3"));
    secondDownloads = http.get().takeDownloads();
    all = fetch.run(fetcher("express@^5", "typescript@5.8.3", "sass@^1.89"));
    Indexer indexer = new NpmProtocol().indexer();
    all.values().forEach(indexer::add);
    Service service = indexer.finish(digest -> fetch.store().find(digest));
    server =
        HttpServer.start(
            HttpOptions.loopback(),
            Optional.empty(),
            ServiceHandler.open(Map.of("/npm/", service)),
            new Metrics(),
            OutputStream.nullOutputStream());
    registry = "http://127.0.0.1:" + server.httpPort() + "/npm/";
  }

  private static NpmFetcher fetcher(String... packages) {
    return new NpmFetcher(
        new MirrorList.Npm(
            Optional.empty(),
            List.of(packages),
            List.of(EXAMPLE.resolve("package-lock.json")),
            List.of("linux-x64-glibc")),
        EXAMPLE);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void project() throws Exception {
    Path project = Files.createDirectory(work.resolve("project"));
    npm = new NpmClient(project, Files.createDirectory(work.resolve("cache")), registry);
  }

  @Test
  void downloadsNothingInASecondRun() {
    assertThat(firstDownloads).isGreaterThan(100);
    assertThat(secondDownloads).isZero();
    assertThat(second).isEqualTo(first);
  }

  @Test
  void keepsOnlyThePackagesOfThePlatformsAskedFor() {
    assertThat(all.keySet())
        .extracting(coordinates -> ((NpmCoordinates) coordinates).name())
        .contains("@parcel/watcher-linux-x64-glibc")
        .doesNotContain("@parcel/watcher-win32-x64", "@parcel/watcher-linux-x64-musl");
  }

  @Test
  void npmInstallsALockfileOfOverAHundredPackagesFromAnEmptyCache() throws Exception {
    Files.copy(EXAMPLE.resolve("package.json"), npm.project().resolve("package.json"));
    Files.copy(EXAMPLE.resolve("package-lock.json"), npm.project().resolve("package-lock.json"));

    NpmClient.Result result = npm.run("ci");

    assertThat(result.exit()).as(result.output()).isZero();
    assertThat(result.output()).containsPattern("added [12]\\d\\d packages");
  }

  @Test
  void npmInstallsARange() throws Exception {
    NpmClient.Result result = npm.run("install", "express@^5", "typescript@5");

    assertThat(result.exit()).as(result.output()).isZero();
    assertThat(npm.project().resolve("node_modules/express/package.json")).exists();
    assertThat(Files.readString(npm.project().resolve("package-lock.json")))
        .contains(registry + "express/-/express-5");
    assertThat(npm.run("install").output()).contains("up to date");
  }

  @Test
  void npmShowsSearchesPingsAndAudits() throws Exception {
    assertThat(npm.run("view", "express").output()).contains("express@5", "latest: 5");
    assertThat(npm.run("view", "express@5", "dist.tarball").output()).contains(registry);
    assertThat(npm.run("search", "express").output()).contains("express");
    assertThat(npm.run("ping").output()).contains("PONG");
    assertThat(npm.run("dist-tag", "ls", "express").output()).contains("latest: 5");
    npm.run("install", "express@5");
    assertThat(npm.run("audit").output())
        .contains("this mirror carries no advisories", "found 0 vulnerabilities");
  }

  @Test
  void npmSaysWhatIsNotThere() throws Exception {
    assertThat(npm.run("install", "left-pad").output())
        .contains("404", "left-pad is not in this mirror's release");
    assertThat(npm.run("install", "express@3").output()).contains("No matching version found");
    assertThat(npm.run("view", "express@3.0.0").exit()).isNotZero();
  }
}
