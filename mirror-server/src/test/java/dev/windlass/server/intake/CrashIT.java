package dev.windlass.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.server.store.DataDirectory;
import dev.windlass.server.store.Releases;
import dev.windlass.server.store.StreamPointer;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.volume.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** T20: an import that dies loses nothing, and running it again finishes. */
class CrashIT {
  private static final Profile SMALL = Profile.custom(64 * 1024);

  @TempDir private Path directory;
  private TestBundles low;
  private DataDirectory data;
  private Map<String, byte[]> second;
  private Path policy;
  private List<Path> media;

  @BeforeEach
  void holdOneRelease() throws Exception {
    low = new TestBundles(directory);
    data = DataDirectory.open(directory.resolve("high"));
    policy = Files.write(directory.resolve("policy.json"), low.policy().encode());
    assertThat(run("none", List.of(low.next(TestBundles.files(5, 1000, 1))))).isZero();
    second = new TreeMap<>(TestBundles.files(4, 30_000, 2));
    second.put("split", TestBundles.files(1, 200_000, 3).values().iterator().next());
    TestBundles.files(100, 10, 4).forEach((name, content) -> second.put("small/" + name, content));
    media = TestBundles.media(low.next(second, SMALL, false), directory.resolve("media"));
  }

  private Process start(String step, List<Path> roots) throws IOException {
    return ImportProcess.start(data, policy, step, roots, directory.resolve("output"));
  }

  private int run(String step, List<Path> roots) throws Exception {
    return start(step, roots).waitFor();
  }

  private String output() throws IOException {
    return Files.readString(directory.resolve("output"), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void finishesAfterDyingAt(Step step) throws Exception {
    assertThat(run(step.name(), media)).as(output()).isEqualTo(99);
    assertWhole();
    assertThat(run("none", media)).as(output()).isZero();
    assertFinished();
  }

  @Test
  void finishesAfterBeingKilledAtRandom() throws Exception {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20);
    for (int i = 0; i < 10; i++) {
      Process process = start("none", media);
      process.waitFor(200 + random.nextInt(600), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      assertWhole();
    }
    assertThat(run("none", media)).as(output()).isZero();
    assertFinished();
  }

  /** What is served is a release of which every blob is there, old or new. */
  private void assertWhole() throws IOException {
    StreamPointer pointer = pointer();
    assertThat(pointer.current()).isEqualTo(pointer.accepted()).isBetween(1L, 2L);
    var release = new Releases(data).release(pointer.stream(), pointer.current()).orElseThrow();
    assertThat(release.release()).isEqualTo(pointer.release());
    if (pointer.current() == 2) {
      assertHolds(second);
    }
    assertHolds(TestBundles.files(5, 1000, 1));
  }

  private void assertFinished() throws IOException {
    assertThat(pointer().current()).isEqualTo(2);
    assertHolds(second);
    assertThat(data.incoming()).isEmptyDirectory();
    try (Stream<Path> tree = Files.walk(data.root())) {
      assertThat(tree.map(Path::toString))
          .noneMatch(path -> path.endsWith(".tmp") || path.endsWith(".partial"));
    }
  }

  private StreamPointer pointer() throws IOException {
    return new Releases(data).stream(TestBundles.STREAM).orElseThrow();
  }

  private void assertHolds(Map<String, byte[]> files) throws IOException {
    for (byte[] content : files.values()) {
      try (InputStream in = data.blobs().find(Digest.of(content)).orElseThrow().open()) {
        assertThat(in).hasBinaryContent(content);
      }
    }
  }
}
