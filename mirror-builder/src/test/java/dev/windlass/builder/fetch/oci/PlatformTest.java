package dev.windlass.builder.fetch.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.builder.fetch.FetchException;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
  @ParameterizedTest
  @CsvSource({
    "linux/amd64, linux/amd64, true",
    "linux/amd64/v3, linux/amd64, true",
    "linux/arm64/v8, linux/arm64, true",
    "linux/arm64, linux/arm64/v8, true",
    "linux/arm/v7, linux/arm, true",
    "linux/arm/v7, linux/arm/v6, false",
    "linux/arm, linux/arm/v7, false",
    "windows/amd64, linux/amd64, false",
  })
  void meetsWishes(String offered, String wanted, boolean meets) {
    assertThat(Platform.parse(offered).meets(Platform.parse(wanted))).isEqualTo(meets);
  }

  @Test
  void refusesWhatIsNoPlatform() {
    assertThatThrownBy(() -> Platform.parse("amd64")).isInstanceOf(FetchException.class);
  }

  private static Manifest.Child child(String name, Platform platform, Optional<String> attests) {
    return new Manifest.Child(
        Descriptor.of(digest(name), 1), Optional.of(platform), attests.map(PlatformTest::digest));
  }

  private static Digest digest(String name) {
    return Digest.of(name.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void keepsAttestationsOfWhatIsKept() {
    var children =
        List.of(
            child("amd64", Platform.parse("linux/amd64"), Optional.empty()),
            child("arm64", Platform.parse("linux/arm64"), Optional.empty()),
            child("amd64's", Platform.UNKNOWN, Optional.of("amd64")),
            child("arm64's", Platform.UNKNOWN, Optional.of("arm64")));
    PlatformChoice choice = PlatformChoice.of(List.of("linux/arm64"));
    assertThat(choice.keep(children, true))
        .containsExactlyInAnyOrder(digest("arm64"), digest("arm64's"));
    assertThat(choice.keep(children, false)).containsExactly(digest("arm64"));
    assertThat(PlatformChoice.all().keep(children, false)).hasSize(4);
  }
}
