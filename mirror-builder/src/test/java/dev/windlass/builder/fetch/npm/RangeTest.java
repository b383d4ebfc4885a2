package dev.windlass.builder.fetch.npm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.spec.coordinates.SemanticVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeTest {
  /** Cases of the semver package's own README and fixtures. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "1.0.0 - 2.0.0, 1.2.3",
        "1.2 - 3.4.5, 3.4.5",
        "1.2.3 - 2.3, 2.3.9",
        "1.2.3 - 2, 2.9.9",
        "^1.2.3+build, 1.3.0",
        "1.2.3-pre+asdf - 2.4.3-pre+asdf, 1.2.3-pre.2",
        "1.2.3pre+asdf - 2.4.3pre+asdf, 2.4.3-alpha",
        "1.0.0, 1.0.0",
        "=1.0.0, 1.0.0",
        "v1.0.0, 1.0.0",
        "\"\", 1.0.0",
        "*, 1.2.3",
        "x, 1.2.3",
        ">=*, 0.2.4",
        ">1.0.0, 1.1.0",
        "> 1.0.0, 1.0.1",
        ">=1.0.0, 1.0.0",
        ">1, 2.0.0",
        ">1.2, 1.3.0",
        "<=2.x, 2.9.9",
        "<2.0, 1.9.9",
        "0.1.20 || 1.2.4, 1.2.4",
        ">=0.2.3 || <0.0.1, 0.0.0",
        "||, 1.3.4",
        "2.x.x, 2.1.3",
        "1.2.x || 2.x, 2.1.3",
        "2.*.*, 2.1.3",
        "2, 2.1.2",
        "2.3, 2.3.1",
        "~0.0.1, 0.0.2",
        "~x, 0.0.9",
        "~2.4, 2.4.5",
        "~>3.2.1, 3.2.2",
        "~ 1.0, 1.0.2",
        "~1, 1.9.9",
        "~1.2.3-beta.2, 1.2.3-beta.4",
        "^1.2.3, 1.8.1",
        "^0.1.2, 0.1.9",
        "^0.0.3, 0.0.3",
        "^0.1, 0.1.9",
        "^0.0, 0.0.9",
        "^0, 0.9.9",
        "^ 1, 1.4.2",
        "^1.2.3-beta.2, 1.2.3-beta.4",
        "^0.0.1-beta, 0.0.1-beta.4",
        "^x, 1.2.3",
        ">=1.2.1 <1.3, 1.2.9",
        ">=1.2.1 nonsense, 1.2.9",
        "1 nonsense || 3, 1.5.0"
      })
  void holds(String range, String version) {
    assertThat(contains(range, version)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "1.0.0 - 2.0.0, 2.2.3",
    "1.2.3 - 2.3, 2.4.0",
    "^1.2.3+build, 2.0.0",
    "^1.2.3, 1.2.3-pre",
    "^1.2, 1.2.0-pre",
    "^1.2.3-beta.2, 1.2.4-beta.4",
    "^1.2.3, 2.0.0-alpha",
    ">1.2, 1.3.0-beta",
    "<=1.2.3, 1.2.3-beta",
    "=0.7.x, 0.7.0-asdf",
    ">=0.7.x, 0.7.0-asdf",
    "* || 1.0.0-beta, 1.0.0-beta.2",
    "*, 1.2.3-foo",
    "1, 2.0.0",
    ">1, 1.9.9",
    "<1, 1.0.0-beta",
    "<x, 0.0.0",
    "~0.0.1, 0.1.0",
    "~1.2.3-beta.2, 1.2.4-beta.2",
    "^0.0.3, 0.0.4",
    "^0.1.2, 0.2.0",
    "^0.0, 0.1.0",
    "2.x.x, 3.1.3",
    ">=1.2.1 <1.3, 1.3.0"
  })
  void doesNotHold(String range, String version) {
    assertThat(contains(range, version)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "next-11", "x.1.2", "1.x.3", ">=foo", "1.2.3.4"})
  void isNoRange(String text) {
    assertThat(Range.parse(text)).isEmpty();
  }

  @Test
  void isNoRangeIfEndless() {
    assertThat(Range.parse("1.0.0-" + "a.".repeat(100_000) + "b")).isEmpty();
    assertThat(Range.parse("1.0.0+" + "a.".repeat(100_000) + "b")).isEmpty();
  }

  private static boolean contains(String range, String version) {
    return Range.parse(range).orElseThrow().contains(SemanticVersion.parse(version));
  }
}
