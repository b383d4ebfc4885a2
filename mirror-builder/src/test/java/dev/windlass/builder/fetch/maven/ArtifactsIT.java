package dev.windlass.builder.fetch.maven;

import static dev.windlass.builder.fetch.maven.LoopbackRepository.coordinates;
import static dev.windlass.builder.fetch.maven.LoopbackRepository.dependency;
import static dev.windlass.builder.fetch.maven.LoopbackRepository.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.fetch.LocalFetch;
import dev.windlass.builder.list.MirrorList;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.coordinates.Coordinates;
import dev.windlass.spec.coordinates.MavenCoordinates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Closures of artifacts over a small repository, sound and unsound. */
class ArtifactsIT {
  private static final String APP = "org.example:app:1.0";
  private static final String PARENT = "org.example:parent:1";

  private @TempDir Path directory;
  private LoopbackRepository repository;
  private LocalFetch collecting;

  @BeforeEach
  void publish() throws Exception {
    repository = new LoopbackRepository();
    collecting = new LocalFetch(directory);
    repository.pom(
        PARENT,
        "<packaging>pom</packaging><licenses><license><name>Apache-2.0</name></license></licenses>"
            + "<dependencyManagement><dependencies>"
            + coordinates(
                "dependency", "org.example:bom:2", "<type>pom</type><scope>import</scope>")
            + "</dependencies></dependencyManagement>");
    repository.pom(
        "org.example:bom:2",
        "<packaging>pom</packaging><dependencyManagement>"
            + dependency("org.example:lib:1.1")
            + "</dependencyManagement>");
    repository.jar(
        APP,
        coordinates("parent", PARENT, "")
            + "<dependencies><dependency><groupId>org.example</groupId>"
            + "<artifactId>lib</artifactId></dependency></dependencies>");
    repository.jar("org.example:lib:1.1", "");
  }

  @AfterEach
  void stop() {
    repository.close();
  }

  /** Collects artifacts with their closures. */
  private Map<Coordinates, CatalogueEntry> collect(String... coordinates) throws Exception {
    List<MirrorList.Maven.Artifact> artifacts =
        Arrays.stream(coordinates)
            .map(text -> new MirrorList.Maven.Artifact(text, true, false))
            .toList();
    var loopback = new MirrorList.Maven.Repository("loopback", repository.url());
    return collecting.run(
        new MavenFetcher(new MirrorList.Maven(List.of(loopback), artifacts, List.of())));
  }

  private List<String> texts(Map<Coordinates, CatalogueEntry> entries) {
    return entries.keySet().stream().map(Coordinates::text).toList();
  }

  @Test
  void takesTheClosureWithParentsAndImportedBoms() throws Exception {
    var entries = collect(APP);

    assertThat(texts(entries))
        .containsExactlyInAnyOrder(
            "org.example:app:jar:1.0",
            "org.example:app:pom:1.0",
            "org.example:parent:pom:1",
            "org.example:bom:pom:2",
            "org.example:lib:jar:1.1",
            "org.example:lib:pom:1.1");
    CatalogueEntry app = entries.get(MavenCoordinates.parse("org.example:app:jar:1.0"));
    assertThat(app.licence()).contains("Apache-2.0");
    assertThat(app.origin()).contains(repository.url() + path(APP, "jar"));
    assertThat(app.attribute("sha1").orElseThrow()).hasSize(40);
    assertThat(collecting.store().has(app.digest())).isTrue();
  }

  @Test
  void asksForNothingInTheSecondRun() throws Exception {
    var first = collect(APP);
    assertThat(repository.requests).noneMatch(path -> path.contains("metadata"));
    repository.requests.clear();

    assertThat(collect(APP)).isEqualTo(first);
    assertThat(repository.requests).isEmpty();
  }

  @Test
  void asksForNothingAgainWhenOnlyTheLockWasLost() throws Exception {
    var first = collect(APP);
    repository.requests.clear();
    collecting.forgetLock();

    assertThat(collect(APP)).isEqualTo(first);
    assertThat(repository.requests).isEmpty();
  }

  @Test
  void keepsThePomOfDependencyThatLosesTheConflict() throws Exception {
    repository.jar("org.example:lib:0.9", dependency("org.example:deep:1"));
    repository.jar("org.example:deep:1", "");
    repository.jar("org.example:other:1", dependency("org.example:lib:0.9"));
    repository.jar(
        "org.example:top:1",
        "<dependencies>"
            + coordinates("dependency", "org.example:lib:1.1", "")
            + coordinates("dependency", "org.example:other:1", "")
            + "</dependencies>");

    assertThat(texts(collect("org.example:top:1")))
        .contains("org.example:lib:jar:1.1", "org.example:lib:pom:0.9", "org.example:deep:pom:1")
        .doesNotContain("org.example:lib:jar:0.9");
  }

  @Test
  void takesTheNewestVersionOfRange() throws Exception {
    repository.jar("org.example:lib:1.2", "");
    repository.put(
        "org/example/lib/maven-metadata.xml",
        "<metadata><groupId>org.example</groupId><artifactId>lib</artifactId><versioning><versions>"
            + "<version>1.1</version><version>1.2</version></versions></versioning></metadata>");

    assertThat(texts(collect("org.example:lib:[1,2)")))
        .containsExactly("org.example:lib:jar:1.2", "org.example:lib:pom:1.2");

    repository.requests.clear();
    collect("org.example:lib:[1,2)");
    assertThat(repository.requests).isNotEmpty().allMatch(path -> path.contains("metadata"));
  }

  @Test
  void takesSnapshotUnderItsTimestamp() throws Exception {
    String stamp = "20260101.120000-3";
    String base = "org/example/snap/1.0-SNAPSHOT/";
    repository.put(
        base + "maven-metadata.xml",
        """
        <metadata><groupId>org.example</groupId><artifactId>snap</artifactId><version>1.0-SNAPSHOT</version>
        <versioning><snapshot><timestamp>20260101.120000</timestamp><buildNumber>3</buildNumber></snapshot>
        <lastUpdated>20260101120000</lastUpdated><snapshotVersions>
        <snapshotVersion><extension>jar</extension><value>1.0-%1$s</value><updated>20260101120000</updated></snapshotVersion>
        <snapshotVersion><extension>pom</extension><value>1.0-%1$s</value><updated>20260101120000</updated></snapshotVersion>
        </snapshotVersions></versioning></metadata>
        """
            .formatted(stamp));
    repository.put(
        base + "snap-1.0-" + stamp + ".pom",
        LoopbackRepository.xml("org.example:snap:1.0-SNAPSHOT", ""));
    repository.put(base + "snap-1.0-" + stamp + ".jar", "a snapshot");

    assertThat(texts(collect("org.example:snap:1.0-SNAPSHOT")))
        .containsExactly("org.example:snap:jar:1.0-" + stamp, "org.example:snap:pom:1.0-" + stamp);
  }

  @Test
  void notesThePrefixOfPlugin() throws Exception {
    repository.pom("org.example:demo-plugin:1", "<packaging>maven-plugin</packaging>");
    repository.put(path("org.example:demo-plugin:1", "jar"), LoopbackRepository.plugin("demo"));
    repository.jar("org.codehaus.plexus:plexus-utils:1.1", "");

    var entries = collect("org.example:demo-plugin:1");

    var jar = entries.get(MavenCoordinates.parse("org.example:demo-plugin:jar:1"));
    assertThat(jar.attribute("plugin-prefix")).contains("demo");
    assertThat(texts(entries)).contains("org.codehaus.plexus:plexus-utils:jar:1.1");
  }

  @Test
  void refusesFileWithWrongChecksum() {
    repository.tamper(path("org.example:lib:1.1", "jar"), "something else");
    refuses("org.example:lib:jar:1.1", "do not use it");
  }

  @Test
  void refusesTamperedParent() {
    repository.tamper(path(PARENT, "pom"), LoopbackRepository.xml(PARENT, "<!-- x -->"));
    refuses("org.example:parent:pom:1", "do not use it");
  }

  @Test
  void refusesFileWithoutAnyChecksum() {
    repository.remove(path("org.example:lib:1.1", "jar") + ".sha1");
    refuses("org.example:lib:jar:1.1", "publishes no checksum");
  }

  private void refuses(String file, String advice) {
    assertThatThrownBy(() -> collect(APP))
        .isInstanceOf(FetchException.class)
        .hasMessageContainingAll("tried to resolve " + APP, file, advice);
  }

  @Test
  void saysWhatToDoAboutArtifactThatIsNotThere() {
    assertThatThrownBy(() -> collect("org.example:absent:1"))
        .isInstanceOf(FetchException.class)
        .hasMessageContainingAll("org.example:absent:jar:1", "maven.repositories");
  }

  @Test
  void saysHowCoordinatesAreWritten() {
    assertThatThrownBy(() -> collect("absent"))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("group:artifact[:extension[:classifier]]:version");
  }

  @Test
  void fetchesFileAnewThatWasDamagedOnDisk() throws Exception {
    var first = collect(APP);
    collecting.forgetLock();
    for (String damaged :
        List.of(path("org.example:lib:1.1", "jar"), path("org.example:bom:2", "pom"))) {
      Path file = directory.resolve("maven").resolve(damaged);
      Files.delete(file);
      Files.createFile(file);
    }

    assertThat(collect(APP)).isEqualTo(first);
  }
}
