package dev.windlass.builder.fetch.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.fetch.oci.ImageSource.Archive;
import dev.windlass.builder.fetch.oci.ImageSource.Layout;
import dev.windlass.builder.fetch.oci.ImageSource.Registry;
import dev.windlass.spec.content.Digest;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageSourceTest {
  @ParameterizedTest
  @CsvSource({
    "alpine, docker.io, library/alpine, latest, docker.io/library/alpine",
    "alpine:3.20, docker.io, library/alpine, 3.20, docker.io/library/alpine",
    "docker://grafana/grafana:1, docker.io, grafana/grafana, 1, docker.io/grafana/grafana",
    "index.docker.io/library/alpine:3, docker.io, library/alpine, 3, docker.io/library/alpine",
    "ghcr.io/a/b/c:v1, ghcr.io, a/b/c, v1, ghcr.io/a/b/c",
    "localhost/app, localhost, app, latest, localhost/app",
    "localhost:5000/app:2, localhost:5000, app, 2, localhost/app",
    "registry.example:443/app, registry.example:443, app, latest, registry.example/app",
  })
  void readsReferencesAsDockerDoes(
      String text, String host, String repository, String tag, String mirrored) {
    Registry expected = new Registry(host, repository, Optional.of(tag), Optional.empty());
    assertThat(ImageSource.parse(text)).isEqualTo(expected);
    assertThat(expected.mirrored()).isEqualTo(mirrored);
  }

  @Test
  void keepsDigestAndTag() {
    Digest digest = Digest.of(new byte[0]);
    assertThat(ImageSource.parse("ghcr.io/a/b@" + digest))
        .isEqualTo(new Registry("ghcr.io", "a/b", Optional.empty(), Optional.of(digest)));
    assertThat(ImageSource.parse("ghcr.io/a/b:1@" + digest))
        .isEqualTo(new Registry("ghcr.io", "a/b", Optional.of("1"), Optional.of(digest)));
  }

  @Test
  void readsLayoutsAndArchives() {
    assertThat(ImageSource.parse("oci:build/out"))
        .isEqualTo(new Layout("build/out", Optional.empty()));
    assertThat(ImageSource.parse("oci:out:v1")).isEqualTo(new Layout("out", Optional.of("v1")));
    assertThat(ImageSource.parse("docker-archive:a.tar:app:1"))
        .isEqualTo(new Archive("a.tar", Optional.of("app:1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "UPPER/case",
        "ghcr.io/",
        "ghcr.io/a:",
        "ghcr.io/a//b",
        "ghcr.io/a:-tag",
        "ghcr.io/../b",
        "ghcr.io/a@sha512:00",
        "ghcr.io/a@sha256:zz",
        "https://ghcr.io/a",
        "ghcr.io:port/a",
      })
  void refusesWhatIsNoReference(String text) {
    assertThatThrownBy(() -> ImageSource.parse(text)).isInstanceOf(FetchException.class);
  }
}
