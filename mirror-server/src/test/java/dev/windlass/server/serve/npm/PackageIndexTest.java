package dev.windlass.server.serve.npm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.spec.content.Digest;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PackageIndexTest {
  private final PackageIndex.Builder builder = new PackageIndex.Builder("a");

  @Test
  void keepsVersionsInTheirOrderWithTheirDigests() {
    add("1.10.0");
    add("1.2.0");
    add("1.10.0-rc.1");
    PackageIndex index = builder.build().orElseThrow();

    assertThat(IntStream.range(0, index.size()).mapToObj(index::version))
        .containsExactly("1.2.0", "1.10.0-rc.1", "1.10.0");
    assertThat(index.tarball(0)).isEqualTo(digest("tarball 1.2.0"));
    assertThat(index.metadata(2)).isEqualTo(digest("metadata 1.10.0"));
    assertThat(index.find("2.0.0")).isEqualTo(OptionalInt.empty());
  }

  @Test
  void letsTheFirstOfTwoCount() {
    builder.version("1.0.0", digest("first"), digest("m"));
    builder.version("1.0.0", digest("second"), digest("m"));
    builder.tag("next", digest("first"));
    builder.tag("next", digest("second"));
    PackageIndex index = builder.build().orElseThrow();

    assertThat(index.size()).isOne();
    assertThat(index.tarball(0)).isEqualTo(digest("first"));
    assertThat(index.tags()).containsEntry("next", "1.0.0");
  }

  @Test
  void tagsTheNewestReleaseAsLatestIfNothingElseSays() {
    add("1.0.0");
    add("2.0.0");
    add("3.0.0-beta");
    assertThat(builder.build().orElseThrow().latest()).isEqualTo("2.0.0");
    builder.tag("latest", digest("tarball 1.0.0"));
    assertThat(builder.build().orElseThrow().latest()).isEqualTo("1.0.0");
  }

  @Test
  void tagsTheNewestPrereleaseIfThereIsNoRelease() {
    add("1.0.0-alpha");
    add("1.0.0-beta");

    assertThat(builder.build().orElseThrow().tags()).containsEntry("latest", "1.0.0-beta");
  }

  @Test
  void forgetsTagsOfVersionsThatAreNotThere() {
    add("1.0.0");
    builder.tag("next", digest("elsewhere"));

    assertThat(builder.build().orElseThrow().tags()).containsOnlyKeys("latest");
    assertThat(new PackageIndex.Builder("b").build()).isEmpty();
  }

  private void add(String version) {
    builder.version(version, digest("tarball " + version), digest("metadata " + version));
  }

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
