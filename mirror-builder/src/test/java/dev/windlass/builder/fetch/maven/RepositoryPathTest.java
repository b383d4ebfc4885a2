package dev.windlass.builder.fetch.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.spec.coordinates.MavenCoordinates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryPathTest {
  @ParameterizedTest
  @CsvSource({
    "org/example/lib/1.0/lib-1.0.jar, org.example:lib:jar:1.0",
    "org/example/lib/1.0/lib-1.0-sources.jar, org.example:lib:jar:sources:1.0",
    "org/example/lib/1.0/lib-1.0.jar.asc, org.example:lib:jar.asc:1.0",
    "org/example/lib/1.0/lib-1.0-bin.tar.gz, org.example:lib:tar.gz:bin:1.0",
    "g/a-b/2-SNAPSHOT/a-b-2-20260101.120000-1.pom, g:a-b:pom:2-20260101.120000-1",
    "g/a/2-SNAPSHOT/a-2-SNAPSHOT.jar, g:a:jar:2-SNAPSHOT"
  })
  void readsCoordinates(String path, String coordinates) {
    assertThat(RepositoryPath.parse(path)).contains(MavenCoordinates.parse(coordinates));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "g/a/1/b-1.jar",
        "g/a/1/a-2.jar",
        "g/a/1/a-1",
        "g/a/1/a-1x.jar",
        "g/a/../a-...jar"
      })
  void takesNothingElse(String path) {
    assertThat(RepositoryPath.parse(path)).isEmpty();
  }

  @Test
  void endsWhereThePathEnds() {
    assertThat(RepositoryPath.parse("org/example/lib/1.0/")).isEmpty();
  }
}
