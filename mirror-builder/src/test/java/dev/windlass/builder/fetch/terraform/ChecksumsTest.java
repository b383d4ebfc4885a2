package dev.windlass.builder.fetch.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumsTest {
  private static final String ONE = "1".repeat(64);
  private static final String TWO = "2".repeat(64);

  private static Checksums parse(String text) {
    return Checksums.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsLinesOfSha256sum() {
    Checksums checksums = parse(ONE + "  a.zip\n" + TWO + " *b.zip\n");
    assertThat(checksums.of("a.zip").orElseThrow().hex()).isEqualTo(ONE);
    assertThat(checksums.of("b.zip").orElseThrow().hex()).isEqualTo(TWO);
    assertThat(checksums.of("c.zip")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"junk", "1234  a.zip", "  a.zip"})
  void refusesOtherLines(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesTwoChecksumsForOneName() {
    assertThatThrownBy(() -> parse(ONE + "  a.zip\n" + TWO + "  a.zip\n"))
        .hasMessageContaining("two checksums");
  }
}
