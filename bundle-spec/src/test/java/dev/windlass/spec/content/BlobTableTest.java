package dev.windlass.spec.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobTableTest {
  @ParameterizedTest(name = "{0} blobs")
  @ValueSource(ints = {0, 1, 2, 3, 100, 8191, 8192, 8193, 20_000})
  void isAMapSortedByDigest(int count) {
    Random random = new Random(count);
    Map<Digest, Long> expected = new TreeMap<>();
    BlobTable table = new BlobTable();
    for (int i = 0; i < count; i++) {
      Digest digest =
          new Digest(random.nextInt(3) - 1, random.nextInt(count), 0, random.nextInt(2));
      long value = random.nextLong();
      int row = table.add(digest, value);
      boolean isNew = expected.putIfAbsent(digest, value) == null;
      boolean right = isNew ? row == expected.size() - 1 : table.digest(-1 - row).equals(digest);
      assertThat(right && table.contains(digest)).isTrue();
    }

    table.sort();

    Map<Digest, Long> sorted = new LinkedHashMap<>();
    for (int row = 0; row < table.rows(); row++) {
      sorted.put(table.digest(row), table.value(row));
      assertThat(table.find(table.digest(row)) == row).isTrue();
    }
    assertThat(List.copyOf(sorted.entrySet())).isEqualTo(List.copyOf(expected.entrySet()));
    assertThat(table.contains(new Digest(9, 9, 9, 9))).isFalse();
  }
}
