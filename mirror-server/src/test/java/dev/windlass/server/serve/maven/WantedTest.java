package dev.windlass.server.serve.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WantedTest {
  @ParameterizedTest
  @CsvSource({
    "org/example/lib/1.0/lib-1.0.pom, org.example:lib:1.0",
    "org/example/lib/1.0/lib-1.0.jar, org.example:lib:1.0",
    "org/example/lib/1.0/lib-1.0-linux-x86_64.jar, org.example:lib:jar:linux-x86_64:1.0",
    "org/example/lib/1.0/lib-1.0-bin.tar.gz, org.example:lib:tar.gz:bin:1.0",
    "org/example/app/2/app-2.war, org.example:app:war:2"
  })
  void readsCoordinatesAsListsWriteThem(String path, String coordinates) {
    assertThat(Wanted.of(path)).contains(coordinates);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "org/example/lib/maven-metadata.xml",
        "org/example/lib/1.0/lib-1.0.jar.sha1",
        "org/example/lib/1.0/lib-1.0.jar.asc",
        "org/example/lib/1.0/other-1.0.jar",
        "org/example/lib/1.0/lib-1.0",
        "favicon.ico"
      })
  void countsNoProbes(String path) {
    assertThat(Wanted.of(path)).isEmpty();
  }
}
