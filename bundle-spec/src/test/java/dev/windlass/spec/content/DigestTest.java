package dev.windlass.spec.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
  private static final String EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @Test
  void hashesAndPrintsAsTheToolsDo() {
    assertThat(Digest.of(new byte[0]).hex()).isEqualTo(EMPTY);
    assertThat(Digest.of(new byte[0])).hasToString("sha256:" + EMPTY);
    assertThat(Sha512.of("abc".getBytes(StandardCharsets.US_ASCII)).hex())
        .startsWith("ddaf35a193617abacc417349ae204131")
        .hasSize(128);
  }

  @Test
  void parsesWhatItPrints() {
    Digest digest = Digest.of(new byte[] {1});
    assertThat(Digest.parse(digest.toString())).isEqualTo(digest);
    assertThat(Digest.ofHex(digest.hex())).isEqualTo(digest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256:",
        EMPTY,
        "sha512:" + EMPTY,
        "SHA256:" + EMPTY,
        "sha256:" + EMPTY + "0",
        "sha256: " + EMPTY,
        "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85",
        "sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
        "sha256:g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "sha256:\u06603b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
      })
  void refusesEveryOtherForm(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Digest.parse(text));
  }

  @Test
  void ordersAsTheHexDigitsDo() {
    Random random = new Random(5);
    List<Digest> digests = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      digests.add(
          new Digest(random.nextLong(), random.nextInt(2), random.nextInt(2), random.nextLong()));
    }
    assertThat(digests.stream().sorted().toList())
        .isEqualTo(digests.stream().sorted(Comparator.comparing(Digest::hex)).toList());
  }
}
