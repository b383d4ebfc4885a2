package dev.windlass.server.serve.oci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.spec.content.Digest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OciIndexerTest {
  private static Digest digest(Random random) {
    return new Digest(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  @Test
  void numbersDigestsAndFindsThemAgain() {
    Random random = new Random(11);
    DigestTable table = new DigestTable();
    Map<Digest, Integer> expected = new HashMap<>();
    for (int i = 0; i < 50_000; i++) {
      Digest digest = digest(random);
      expected.put(digest, i);
      assertThat(table.add(digest)).isEqualTo(i);
    }
    expected.forEach((digest, number) -> {
      assertThat(table.add(digest)).isEqualTo(number);
      assertThat(table.find(digest)).isEqualTo(number);
      assertThat(table.get(number)).isEqualTo(digest);
    });
    assertThat(table.find(digest(random))).isNegative();
  }

  @Test
  void keepsTheFirstOfTwoStreamsThatTagTheSame() {
    Repository.Builder builder = new Repository.Builder();
    builder.tag("b", 1);
    builder.tag("c", 2);
    builder.tag("a", 3);
    builder.tag("b", 4);
    Repository repository = builder.build();
    assertThat(repository.tagged("b")).hasValue(1);
    assertThat(repository.tagged("none")).isEmpty();
    assertThat(repository.tagsAfter("", 10)).containsExactly("a", "b", "c");
    assertThat(repository.tagsAfter("aa", 1)).containsExactly("b");
    assertThat(repository.tagsAfter("c", 1)).isEmpty();
  }

  @Test
  void findsManifestsBlobsAndReferrersByNumber() {
    Repository.Builder builder = new Repository.Builder();
    for (int digest : List.of(9, 0, 5, 5)) {
      builder.manifest(digest, digest + 1);
      builder.blob(digest + 100);
    }
    builder.referrer(5, 9);
    builder.referrer(5, 0);
    builder.referrer(5, 9);
    builder.referrer(6, 1);
    Repository repository = builder.build();
    assertThat(repository.manifest(9)).hasValue(10);
    assertThat(repository.manifest(4)).isEmpty();
    assertThat(repository.manifest(-1)).isEmpty();
    assertThat(repository.hasBlob(105)).isTrue();
    assertThat(repository.hasBlob(5)).isFalse();
    assertThat(repository.referrers(5)).containsExactly(0, 9);
    assertThat(repository.referrers(7)).isEmpty();
  }
}
