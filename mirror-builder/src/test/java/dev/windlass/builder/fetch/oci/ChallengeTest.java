package dev.windlass.builder.fetch.oci;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ChallengeTest {
  @Test
  void readsAllChallengesOfAHeader() {
    assertThat(
            Challenge.parse(
                "Basic realm=\"a, \\\"b\\\"\", Bearer realm=\"https://auth/x\" , service=reg,scope=\"s\""))
        .containsExactly(
            new Challenge("basic", Map.of("realm", "a, \"b\"")),
            new Challenge(
                "bearer", Map.of("realm", "https://auth/x", "service", "reg", "scope", "s")));
  }

  @Test
  void readsASchemeWithoutParameters() {
    assertThat(Challenge.parse("Negotiate, BASIC realm=x"))
        .containsExactly(
            new Challenge("negotiate", Map.of()), new Challenge("basic", Map.of("realm", "x")));
  }

  @Test
  void endsAtWhatIsMalformed() {
    assertThat(Challenge.parse("")).isEmpty();
    assertThat(Challenge.parse("=\"")).isEmpty();
    assertThat(Challenge.parse("Bearer realm=\"open"))
        .containsExactly(new Challenge("bearer", Map.of()));
  }
}
