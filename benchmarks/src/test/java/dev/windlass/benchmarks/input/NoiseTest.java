package dev.windlass.benchmarks.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

final class NoiseTest {
  @Test
  void isTheSameForTheSameSeedAndAnotherForAnother() throws IOException {
    byte[] noise = new Noise(1, 1001).readAllBytes();
    assertThat(noise).hasSize(1001).isEqualTo(new Noise(1, 1001).readAllBytes());
    assertThat(noise).isNotEqualTo(new Noise(2, 1001).readAllBytes());
  }

  @Test
  void doesNotCompress() throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(compressed)) {
      new Noise(3, 100_000).transferTo(out);
    }
    assertThat(compressed.size()).isGreaterThan(100_000);
  }
}
