package dev.windlass.spec.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleRoundTripTest {
  @TempDir private Path temp;

  @Test
  void givesBackTheCatalogueAndEveryBlob() throws IOException {
    TestRelease release =
        new TestRelease(temp, 1)
            .file("tools/setup.bin", 3_000_000)
            .npm("left-pad", "1.3.0", 4_000)
            .npm("@scope/thing", "2.0.0", 0)
            .image("docker.io/library/alpine", "3.20", 2_000_000);

    PackedBundle bundle = release.pack("bundle", Optional.empty(), Profile.DIR);

    check(release, bundle);
    assertThat(bundle.header().volumes()).isOne();
    assertThat(bundle.directory().resolve("volume-001/index.json")).exists();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void givesBackRandomReleasesFromVolumesOfAnySize(long seed) throws IOException {
    RandomGenerator random = new Random(seed);
    TestRelease release = new TestRelease(temp, seed);
    int count = random.nextInt(1, 60);
    for (int i = 0; i < count; i++) {
      int size = (int) Math.pow(2, random.nextDouble(0, 19));
      switch (random.nextInt(3)) {
        case 0 -> release.file("files/" + i, size);
        case 1 -> release.npm("package-" + i, "1.0." + i, size);
        default -> release.image("registry.example/app-" + i, "v" + i, size);
      }
    }

    PackedBundle bundle =
        release.pack("bundle", Optional.empty(), Profile.custom(random.nextLong(120_000, 900_000)));

    check(release, bundle);
  }

  /** Reads the bundle as a stranger would and compares it with what was packed. */
  private static void check(TestRelease release, PackedBundle bundle) throws IOException {
    Path root = bundle.directory();
    BundleHeader header = BundleHeader.parse(Files.readAllBytes(root.resolve(BundleHeader.NAME)));
    assertThat(header).isEqualTo(bundle.header());
    List<VolumeReader> volumes = new ArrayList<>();
    Map<Digest, Long> found = new TreeMap<>();
    SplitBlobs split = new SplitBlobs();
    BlobConsumer collect =
        new BlobConsumer() {
          @Override
          public void blob(Digest digest, long size, InputStream content) throws IOException {
            assertThat(content.readAllBytes()).hasSize((int) size);
            assertThat(found.put(digest, size)).isNull();
          }

          @Override
          public void part(Digest digest, int number, long size, InputStream content) {}
        };
    for (int volume = 1; volume <= header.volumes(); volume++) {
      VolumeReader reader = VolumeReader.open(root, volume, header.volumeLists().get(volume - 1));
      volumes.add(reader);
      split.add(reader);
      reader.forEach(collect);
    }
    split.join(collect);
    List<CatalogueEntry> entries = new ArrayList<>();
    BundleContent.forEachEntry(header, volumes.getFirst(), entries::add);
    assertThat(entries).isEqualTo(release.entries());
    Map<Digest, Long> expected = new TreeMap<>();
    entries.forEach(
        entry -> entry.blobs().forEach(blob -> expected.put(blob.digest(), blob.size())));
    assertThat(found).isEqualTo(expected);
    assertThat(volumes.stream().mapToLong(VolumeReader::fileCount).sum()).isEqualTo(header.files());
    assertThat(volumes.stream().mapToLong(VolumeReader::bytes).sum()).isEqualTo(header.bytes());
    assertThat(Collections.max(volumes.stream().map(VolumeReader::volume).toList()))
        .isEqualTo(header.volumes());
  }
}
