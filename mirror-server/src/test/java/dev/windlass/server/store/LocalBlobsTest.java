package dev.windlass.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.StoredBlob;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBlobsTest {
  private static final int COUNT = 40;

  @TempDir private Path directory;
  private final SortedMap<Digest, byte[]> content = content(COUNT, 1);
  private LocalBlobs blobs;

  @BeforeEach
  void open() throws IOException {
    blobs = LocalBlobs.open(directory.resolve("blobs"));
  }

  private static SortedMap<Digest, byte[]> content(int count, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    SortedMap<Digest, byte[]> content = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[random.nextInt(5000)];
      random.nextBytes(bytes);
      content.put(Digest.of(bytes), bytes);
    }
    return content;
  }

  private static void write(Path file, SortedMap<Digest, byte[]> content) throws IOException {
    try (SegmentWriter writer = new SegmentWriter(file)) {
      for (var blob : content.entrySet()) {
        writer.add(blob.getKey(), blob.getValue(), 0, blob.getValue().length);
      }
      writer.finish(false);
    }
  }

  private void importSegment(SortedMap<Digest, byte[]> some) throws IOException {
    LocalBlobs staged = LocalBlobs.open(directory.resolve("staged"));
    write(staged.segment("001-0001"), some);
    assertThat(blobs.adoptSegments(staged).rows()).isEqualTo(some.size());
    assertThat(staged.segment("001-0001")).doesNotExist();
  }

  private static byte[] read(StoredBlob blob, long offset) throws IOException {
    try (InputStream in = blob.open(offset)) {
      return in.readAllBytes();
    }
  }

  private static List<Digest> listed(LocalBlobs blobs) throws IOException {
    try (Stream<Digest> all = blobs.list()) {
      return all.sorted().toList();
    }
  }

  private void assertHolds(LocalBlobs store, Collection<Digest> digests) throws IOException {
    for (Digest digest : digests) {
      StoredBlob blob = store.find(digest).orElseThrow();
      assertThat(blob.digest()).isEqualTo(digest);
      assertThat(blob.size()).isEqualTo(content.get(digest).length);
      assertThat(read(blob, 0)).isEqualTo(content.get(digest));
    }
    assertThat(listed(store)).containsExactlyElementsOf(digests.stream().sorted().toList());
  }

  private List<Path> segmentFiles() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("blobs/segments"))) {
      return files.sorted().toList();
    }
  }

  @Test
  void givesBackEveryBlobOfASegmentAtAnyOffset() throws IOException {
    importSegment(content);
    assertHolds(blobs, content.keySet());
    for (var each : content.entrySet()) {
      int size = each.getValue().length;
      StoredBlob blob = blobs.find(each.getKey()).orElseThrow();
      assertThat(read(blob, size)).isEmpty();
      assertThat(read(blob, size / 2))
          .isEqualTo(Arrays.copyOfRange(each.getValue(), size / 2, size));
      assertThatThrownBy(() -> read(blob, size + 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
    assertThat(blobs.find(Digest.of(new byte[] {1}))).isEmpty();
  }

  @Test
  void seesWhatAnotherProcessAddsAndDeletes() throws IOException {
    LocalBlobs other = LocalBlobs.open(directory.resolve("blobs"));
    assertThat(other.has(content.firstKey())).isFalse();
    importSegment(content);
    assertHolds(other, content.keySet());
    Digest kept = content.firstKey();
    blobs.retain(kept::equals, false);
    assertThat(read(other.find(kept).orElseThrow(), 0)).isEqualTo(content.get(kept));
    assertThat(listed(other)).containsExactly(kept);
    assertThat(other.has(content.lastKey())).isFalse();
  }

  @Test
  void collectsWhatIsNotNamedAndGivesTheSpaceBack() throws IOException {
    importSegment(content);
    List<Digest> digests = List.copyOf(content.keySet());
    long before = Files.size(segmentFiles().getFirst());

    List<Digest> most = digests.subList(1, digests.size());
    assertThat(blobs.retain(most::contains, true)).isEqualTo(deleted(digests.subList(0, 1)));
    assertHolds(blobs, digests);
    assertThat(blobs.retain(most::contains, false)).isEqualTo(deleted(digests.subList(0, 1)));
    assertHolds(blobs, most);
    assertThat(Files.size(segmentFiles().getFirst())).isEqualTo(before);

    List<Digest> few = digests.subList(1, 4);
    assertThat(blobs.retain(few::contains, false))
        .isEqualTo(deleted(digests.subList(4, digests.size())));
    assertHolds(blobs, few);
    assertHolds(LocalBlobs.open(directory.resolve("blobs")), few);
    assertThat(segmentFiles()).hasSize(1);
    assertThat(Files.size(segmentFiles().getFirst())).isLessThan(before / 4);

    assertThat(blobs.retain(digest -> false, false)).isEqualTo(deleted(few));
    assertThat(segmentFiles()).isEmpty();
    assertThat(directory.resolve("blobs/tmp")).isEmptyDirectory();
  }

  private LocalBlobs.Deleted deleted(List<Digest> digests) {
    long bytes = digests.stream().mapToLong(digest -> content.get(digest).length).sum();
    return new LocalBlobs.Deleted(digests.size(), bytes);
  }

  @Test
  void bringsBackRemovedBlobsWithTheSameSegment() throws IOException {
    importSegment(content);
    blobs.delete(content.firstKey());
    assertThat(blobs.has(content.firstKey())).isFalse();
    importSegment(content);
    assertHolds(blobs, content.keySet());
  }

  @Test
  void doesNotUseASegmentThatIsCutOffOrWhoseIndexChanged() throws IOException {
    Path cut = blobs.segment("cut");
    write(cut, content);
    try (RandomAccessFile file = new RandomAccessFile(cut.toFile(), "rw")) {
      file.setLength(file.length() - 1);
    }
    Path changed = blobs.segment("changed");
    write(changed, content);
    try (RandomAccessFile file = new RandomAccessFile(changed.toFile(), "rw")) {
      file.seek(file.length() - 60);
      int old = file.read();
      file.seek(file.length() - 60);
      file.write(old ^ 1);
    }
    assertThatThrownBy(() -> Segment.open(cut)).hasMessageContaining("no whole segment");
    assertThatThrownBy(() -> Segment.open(changed)).hasMessageContaining("changed");
    assertThat(LocalBlobs.open(directory.resolve("blobs")).has(content.firstKey())).isFalse();
  }

  @Test
  void promisesNothingOfASegmentThatLostItsBytes() throws IOException {
    importSegment(content);
    Files.delete(segmentFiles().getFirst());
    assertThat(blobs.has(content.firstKey())).isFalse();
  }

  @Test
  void takesARottenBlobOfASegmentOutOfServiceUntilAGoodOneComes() throws IOException {
    DataDirectory data = DataDirectory.open(directory.resolve("data"));
    LocalBlobs store = data.blobs();
    LocalBlobs staged = LocalBlobs.open(directory.resolve("staged"));
    write(staged.segment("001-0001"), content);
    store.adoptSegments(staged);
    var largest =
        content.entrySet().stream()
            .max(Comparator.comparingInt(entry -> entry.getValue().length))
            .orElseThrow();
    Digest digest = largest.getKey();
    spoil(store, digest);

    RottenBlobs rotten = new RottenBlobs(data, store);
    Scrub.Result result = new Scrub(store, rotten, new Releases(data)).run(Pace.FULL, () -> false);
    assertThat(result.outOfService()).containsExactly(digest);
    assertThat(store.has(digest)).isFalse();
    assertThat(data.blobs().has(digest)).isFalse();
    assertThat(listed(store)).hasSize(content.size() - 1);

    store.put(digest, largest.getValue().length, new ByteArrayInputStream(largest.getValue()));
    assertThat(rotten.outOfService()).isEmpty();
    assertThat(read(store.find(digest).orElseThrow(), 0)).isEqualTo(largest.getValue());
  }

  private static void spoil(LocalBlobs store, Digest digest) throws IOException {
    var blob = (Segment.SegmentBlob) store.find(digest).orElseThrow();
    try (RandomAccessFile file = new RandomAccessFile(blob.segment().file().toFile(), "rw")) {
      file.seek(blob.offset());
      int old = file.read();
      file.seek(blob.offset());
      file.write(old ^ 1);
    }
  }

  @Test
  void forgetsTheSegmentsOfAKilledRun() throws IOException {
    write(blobs.segment("001-0001"), content);
    Files.write(blobs.segment("001-0002"), new byte[10]);
    write(blobs.segment("002-0001"), content);
    blobs.deleteSegments("001-");
    assertThat(segmentFiles()).containsExactly(blobs.segment("002-0001"));
  }

  @Test
  void wantsBlobsInOrder() throws IOException {
    List<Digest> digests = new ArrayList<>(content.keySet());
    try (SegmentWriter writer = new SegmentWriter(directory.resolve("x"))) {
      writer.add(digests.get(1), content.get(digests.get(1)), 0, 0);
      assertThatThrownBy(() -> writer.add(digests.get(0), new byte[0], 0, 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
