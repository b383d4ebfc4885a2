package dev.windlass.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.spec.content.Digest;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class DigestSetTest {
  private static Digest digest(int number) {
    return Digest.of(ByteBuffer.allocate(4).putInt(number).array());
  }

  @Test
  void holdsEachDigestOnceHoweverOftenItWasAdded() {
    DigestSet.Builder builder = new DigestSet.Builder();
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 5000; i++) {
        builder.add(digest(i));
      }
    }
    DigestSet set = builder.build();
    assertThat(set.size()).isEqualTo(5000);
    for (int i = 0; i < 5000; i++) {
      assertThat(set.contains(digest(i))).isTrue();
      assertThat(set.contains(digest(5000 + i))).isFalse();
    }
  }
}
