package dev.windlass.spec.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Sha512LaneTest {
  @ParameterizedTest(name = "{0} bytes")
  @ValueSource(
      ints = {0, 1, Sha512Lane.CHUNK, Sha512Lane.CHUNK + 1, 5 * Sha512Lane.CHUNK, 3_000_001})
  void hashesAllThatWasSubmitted(int size) throws IOException {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    try (Sha512Lane lane = new Sha512Lane()) {
      for (int at = 0; at < size; at += Sha512Lane.CHUNK) {
        int length = Math.min(Sha512Lane.CHUNK, size - at);
        System.arraycopy(content, at, lane.buffer(), 0, length);
        lane.submit(length);
      }
      assertThat(lane.finish()).isEqualTo(Sha512.of(content));
    }
  }

  @Test
  void canBeGivenUp() throws IOException {
    try (Sha512Lane lane = new Sha512Lane()) {
      for (int i = 0; i < 10; i++) {
        lane.buffer();
        lane.submit(Sha512Lane.CHUNK);
      }
    }
  }
}
