package dev.windlass.acceptance.direct;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.acceptance.process.Checkout;
import dev.windlass.acceptance.process.Command;
import dev.windlass.builder.fetch.LocalFetch;
import dev.windlass.builder.fetch.maven.MavenFetcher;
import dev.windlass.builder.list.MirrorList;
import dev.windlass.server.serve.maven.MavenProtocol;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.coordinates.Coordinates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** From the repositories of the machine's own Maven through the mirror to the real {@code mvn}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MavenIT {
  private static final Path EXAMPLE =
      Checkout.find().root().resolve(Path.of("examples", "maven-app"));

  private Path directory;
  private SortedMap<Coordinates, CatalogueEntry> first;
  private SortedMap<Coordinates, CatalogueEntry> second;
  private DirectMirror mirror;

  @BeforeAll
  void collectAndServe(@TempDir Path temporary) throws Exception {
    directory = temporary;
    LocalFetch collector = new LocalFetch(directory.resolve("low"));
    first = collector.run(fetcher());
    second = collector.run(fetcher());
    mirror =
        new DirectMirror(
            directory.resolve("high"),
            first.values(),
            collector.store(),
            List.of(new MavenProtocol()));
  }

  @AfterAll
  void stop() throws IOException {
    mirror.close();
  }

  private static MavenFetcher fetcher() {
    return new MavenFetcher(
        new MirrorList.Maven(
            List.of(),
            List.of(
                artifact("org.apache.commons:commons-lang3:[3.17,3.18]"),
                artifact("com.google.code.gson:gson:jar:sources:2.11.0"),
                artifact("org.apache.maven.plugins:maven-help-plugin:3.5.1")),
            List.of(
                new MirrorList.Maven.Project(
                    EXAMPLE.resolve("pom.xml"), List.of("verify"), List.of()))));
  }

  private static MirrorList.Maven.Artifact artifact(String coordinates) {
    return new MirrorList.Maven.Artifact(coordinates, true, false);
  }

  /** Maven with an empty local repository, which knows of no repository but the mirror. */
  private Command.Result mvn(Path project, String... arguments) throws Exception {
    Path home = Files.createTempDirectory(directory, "client");
    Path settings =
        Files.writeString(
            home.resolve("settings.xml"),
            """
            <settings>
              <mirrors><mirror><id>windlass</id><mirrorOf>*</mirrorOf><url>%s/maven/</url></mirror></mirrors>
              <servers><server><id>windlass</id><username>token</username><password>%s</password></server></servers>
            </settings>
            """
                .formatted(mirror.plain(), DirectMirror.TOKEN));
    return Command.of("mvn", "--batch-mode", "--no-transfer-progress", "--strict-checksums")
        .with("--settings", settings.toString(), "--global-settings", settings.toString())
        .with("-Dmaven.repo.local=" + home.resolve("repository"))
        .with(arguments)
        .env("JAVA_HOME", System.getProperty("java.home"))
        .in(project)
        .run();
  }

  private Path copyOfExample() throws IOException {
    Path copy = Files.createTempDirectory(directory, "project");
    try (Stream<Path> paths = Files.walk(EXAMPLE)) {
      for (Path path : paths.filter(path -> !path.toString().contains("target")).toList()) {
        Path target = copy.resolve(EXAMPLE.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
    return copy;
  }

  private Path project(String body) throws IOException {
    Path project = Files.createTempDirectory(directory, "project");
    Files.writeString(
        project.resolve("pom.xml"),
        """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>org.example</groupId><artifactId>client</artifactId><version>1</version>
          <packaging>pom</packaging>
          %s
        </project>
        """
            .formatted(body));
    return project;
  }

  @Test
  void findsTheSameInASecondRun() {
    assertThat(second).isEqualTo(first);
  }

  @Test
  void buildsTheRecordedProjectFromAnEmptyLocalRepository() throws Exception {
    Command.Result build = mvn(copyOfExample(), "verify");
    assertThat(build.exit()).as(build.text()).isZero();
    assertThat(build.text()).contains("BUILD SUCCESS").contains("Tests run: 1");
    assertThat(mirror.missing()).noneMatch(wanted -> wanted.contains("surefire"));
  }

  @Test
  void findsPluginByItsPrefix() throws Exception {
    Command.Result help = mvn(project(""), "help:help");
    assertThat(help.exit()).as(help.text()).isZero();
    assertThat(help.text()).contains("Maven Help Plugin 3.5.1");
  }

  @Test
  void resolvesRangeFromTheMetadataOfTheMirror() throws Exception {
    Path project = copyOfExample();
    Path pom = project.resolve("pom.xml");
    String text = Files.readString(pom);
    int end = text.lastIndexOf("</dependencies>");
    String range =
        """
        <dependency>
          <groupId>org.apache.commons</groupId><artifactId>commons-lang3</artifactId>
          <version>[3.0,)</version>
        </dependency>
        """;
    Files.writeString(pom, text.substring(0, end) + range + text.substring(end));
    Command.Result build = mvn(project, "compile");
    assertThat(build.exit()).as(build.text()).isZero();
    try (Stream<Path> asked = Files.walk(directory)) {
      assertThat(asked)
          .anyMatch(path -> path.endsWith("commons-lang3/maven-metadata-windlass.xml"));
    }
  }

  @Test
  void countsWhatIsMissing() throws Exception {
    Path project =
        project(
            """
            <parent>
              <groupId>org.example.absent</groupId><artifactId>parent</artifactId><version>7</version>
              <relativePath/>
            </parent>
            """);
    Command.Result build = mvn(project, "validate");
    assertThat(build.exit()).isNotZero();
    assertThat(mirror.missing()).contains("org.example.absent:parent:7");
  }
}
