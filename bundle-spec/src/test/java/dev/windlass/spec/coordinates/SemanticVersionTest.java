package dev.windlass.spec.coordinates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SemanticVersionTest {
  /** The order that semver.org 2.0.0 gives in section 11, and more. */
  @Test
  void ordersAsTheSpecificationSays() {
    List<SemanticVersion> ordered =
        Stream.of(
                "0.0.1-0",
                "0.0.1",
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.beta",
                "1.0.0-beta",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-beta.99999999999999999999",
                "1.0.0-rc.1",
                "1.0.0",
                "1.2.0",
                "1.10.0",
                "2.0.0")
            .map(SemanticVersion::parse)
            .toList();

    assertThat(ordered.reversed().stream().sorted().toList()).isEqualTo(ordered);
  }

  @Test
  void forgetsBuildMetadata() {
    assertThat(SemanticVersion.parse("1.0.0-a+b.c")).isEqualTo(SemanticVersion.parse("1.0.0-a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1", "1.2", "1.2.3.4", "v1.2.3", "1.2.x", "1.2.3-", "12345678901234567.0.0"})
  void refusesOtherTexts(String text) {
    assertThatThrownBy(() -> SemanticVersion.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsEveryVersionThatACoordinateCanHave() {
    assertThat(SemanticVersion.parse("9999999999999999.0.0").major()).isEqualTo(9999999999999999L);
    assertThatThrownBy(() -> NpmCoordinates.parse("a@1.0.0-" + "a.".repeat(100_000) + "b"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
