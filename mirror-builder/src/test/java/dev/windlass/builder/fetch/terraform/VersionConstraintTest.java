package dev.windlass.builder.fetch.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionConstraintTest {
  private static final List<Version> OFFERED =
      List.of(
              "0.9.0",
              "1.0.0",
              "1.0.1",
              "1.1.0-beta2",
              "1.1.0-beta11",
              "1.1.0",
              "1.2.3",
              "1.2.4+ent",
              "1.10.0",
              "2.0.0-rc1",
              "2.0.0",
              "2.1.5")
          .stream()
          .map(text -> Version.parse(text).orElseThrow())
          .toList();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                   | 2.1.5
          1.0.0                | 1.0.0
          = 1.0                | 1.0.0
          != 2.1.5             | 2.0.0
          > 1.2.3, < 1.10.0    | 1.2.4+ent
          >= 1.0, < 2.0        | 1.10.0
          <= 1.0.0             | 1.0.0
          < 1.0.0              | 0.9.0
          ~> 1.0.0             | 1.0.1
          ~> 1.0               | 1.10.0
          ~> 1                 | 1.10.0
          ~> 1.2.0, != 1.2.4   | 1.2.3
          v1.1.0               | 1.1.0
          1.1.0-beta11         | 1.1.0-beta11
          = 2.0.0-rc1          | 2.0.0-rc1
          >=1.0.0,<1.1.0       | 1.0.1
          """)
  void choosesTheNewest(String constraint, String expected) {
    assertThat(VersionConstraint.parse(constraint).select(OFFERED, false))
        .extracting(Version::toString)
        .containsExactly(expected);
  }

  @Test
  void choosesAllNewestFirstAndNoPrereleases() {
    assertThat(VersionConstraint.parse(">= 1.1.0-beta2, < 2.0.0").select(OFFERED, true))
        .extracting(Version::toString)
        .containsExactly("1.10.0", "1.2.4+ent", "1.2.3", "1.1.0");
  }

  @Test
  void choosesNothingWhereNothingFits() {
    assertThat(VersionConstraint.parse("> 3").select(OFFERED, true)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "1.x", "^1.0", ">< 1", "1.0,", ",", "~>", "1.2.3.4", "1..2"})
  void refusesWhatIsNoConstraint(String text) {
    assertThatThrownBy(() -> VersionConstraint.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ordersAsSemanticVersioningDoes() {
    List<String> ordered =
        List.of(
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0");
    assertThat(ordered.reversed().stream().map(text -> Version.parse(text).orElseThrow()).sorted())
        .extracting(Version::toString)
        .isEqualTo(ordered);
  }
}
