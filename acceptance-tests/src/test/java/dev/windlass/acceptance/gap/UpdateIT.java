package dev.windlass.acceptance.gap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.acceptance.process.Command;
import dev.windlass.acceptance.upstream.ImageRegistry;
import dev.windlass.acceptance.upstream.SampleImage;
import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second bundle, with a changed image, a new npm version and a jar less. */
class UpdateIT {
  private static final String LANG = "org.apache.commons:commons-lang3:3.17.0";
  private static final String LANG_PATH =
      "/maven/org/apache/commons/commons-lang3/3.17.0/commons-lang3-3.17.0.jar";
  private static final String CODEC = "commons-codec:commons-codec:1.17.1";
  private static final String CODEC_PATH =
      "/maven/commons-codec/commons-codec/1.17.1/commons-codec-1.17.1.jar";
  private static final String IMAGE_PATH = "/v2/registry.example.com/demo/hello/manifests/1";

  private @TempDir Path directory;
  private LowSide low;
  private Path first;
  private Path second;
  private String plan;
  private String image;

  private static String list(ImageRegistry images, String npm, List<String> jars) {
    return """
    images:
      - {source: "%s/demo/hello:1", as: registry.example.com/demo/hello, plainHttp: true}
    maven:
      artifacts: [%s]
    npm:
      packages: ["is-odd@%s", "kind-of@6.0.3"]
    """
        .formatted(
            images.host(),
            jars.stream().map(jar -> '"' + jar + '"').collect(Collectors.joining(", ")),
            npm);
  }

  /** SHA-256 in hex of the whole blobs in a bundle, as files of their own or in packs. */
  private static Set<String> blobs(Path bundle) throws IOException, InterruptedException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> paths = Files.walk(bundle)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        if (path.getParent().endsWith("packs")) {
          Command.of("tar", "-tf", path.toString())
              .run()
              .orThrow()
              .out()
              .lines()
              .map(name -> name.substring(name.lastIndexOf('/') + 1))
              .forEach(names::add);
        } else if (path.getParent().endsWith("blobs/sha256")) {
          names.add(path.getFileName().toString());
        }
      }
    }
    return names;
  }

  private void collectTwice() throws Exception {
    try (ImageRegistry images = ImageRegistry.start()) {
      images.publish("demo/hello", "1", SampleImage.saying("one"));
      low.lock(list(images, "3.0.0", List.of(LANG, CODEC)));
      first = low.bundle("first");

      SampleImage changed = SampleImage.saying("two");
      images.publish("demo/hello", "1", changed);
      image = changed.index().toString();
      low.lock(list(images, "3.0.1", List.of(LANG)));
      plan = low.plan("--base", "previous");
      second = low.bundle("second", "--base", "previous");
    }
  }

  private String servedImage(HighSide high) throws Exception {
    return Digest.of(high.get(IMAGE_PATH).orThrow().out().getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  private static boolean serves(HighSide high, String path) throws Exception {
    return high.get(path).exit() == 0;
  }

  @Test
  void sendsOnlyWhatIsNewAndRollsBack() throws Exception {
    low = new LowSide(directory.resolve("low"));
    collectTwice();
    assertThat(plan)
        .contains("  changed  oci registry.example.com/demo/hello:1\n")
        .contains("  added    npm is-odd@3.0.1\n", "  removed  npm is-odd@3.0.0\n")
        .contains("  removed  maven commons-codec:commons-codec:jar:1.17.1\n");
    Set<String> sent = blobs(second);
    assertThat(sent).doesNotContainAnyElementsOf(blobs(first)).contains(image.substring(7));
    assertThat(plan).contains("sends   " + sent.size() + " blobs");
    assertThat(Files.readString(second.resolve("CHANGES.txt")))
        .contains("carries   " + sent.size() + " blobs")
        .contains("npm is-odd: 3.0.0 -> 3.0.1")
        .containsPattern("REPLACED \\(1\\)\\noci registry.example.com/demo/hello:1; was ")
        .containsPattern("REMOVED \\(\\d+\\)\\nmaven commons-codec:commons-codec:jar:1.17.1\\n");

    try (HighSide high = new HighSide(directory.resolve("high"), low.policy())) {
      high.importing(first).orThrow();
      high.serve();
      assertThat(servedImage(high)).isNotEqualTo(image);
      assertThat(serves(high, CODEC_PATH)).isTrue();

      high.importing(second).orThrow();
      awaitImage(high, image);
      assertThat(serves(high, "/npm/is-odd/-/is-odd-3.0.1.tgz")).isTrue();
      assertThat(serves(high, LANG_PATH)).isTrue();
      assertThat(serves(high, CODEC_PATH)).isFalse();

      high.server("rollback", "tools", "--to", "1").orThrow();
      high.stop();
      high.serve();
      assertThat(servedImage(high)).isNotEqualTo(image);
      assertThat(serves(high, CODEC_PATH)).isTrue();
      assertThat(serves(high, "/npm/is-odd/-/is-odd-3.0.0.tgz")).isTrue();
      assertThat(serves(high, "/npm/is-odd/-/is-odd-3.0.1.tgz")).isFalse();
    }
  }

  /** A running server takes up what another process publishes, without a restart. */
  private void awaitImage(HighSide high, String digest) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!servedImage(high).equals(digest)) {
      assertThat(System.nanoTime()).as("server took up the release").isLessThan(end);
      Thread.sleep(50);
    }
  }
}
