package dev.windlass.builder.fetch.npm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlatformsTest {
  private static final Platforms GLIBC = Platforms.parse(List.of("linux-x64-glibc"));

  @Test
  void keepsWhatRunsOnAWantedPlatform() {
    assertThat(GLIBC.match(constraint(List.of("linux"), List.of("x64"), List.of("glibc"))))
        .isTrue();
    assertThat(GLIBC.match(constraint(List.of("linux"), List.of("x64"), List.of()))).isTrue();
    assertThat(GLIBC.match(constraint(List.of(), List.of(), List.of()))).isTrue();
    assertThat(GLIBC.match(constraint(List.of("any"), List.of("x64"), List.of()))).isTrue();
    assertThat(GLIBC.match(constraint(List.of("!win32"), List.of(), List.of()))).isTrue();
  }

  @Test
  void leavesOutWhatRunsElsewhere() {
    assertThat(GLIBC.match(constraint(List.of("darwin"), List.of("x64"), List.of()))).isFalse();
    assertThat(GLIBC.match(constraint(List.of("linux"), List.of("arm64"), List.of()))).isFalse();
    assertThat(GLIBC.match(constraint(List.of("linux"), List.of("x64"), List.of("musl"))))
        .isFalse();
    assertThat(GLIBC.match(constraint(List.of("!linux"), List.of(), List.of()))).isFalse();
    Platforms windows = Platforms.parse(List.of("win32-x64"));
    assertThat(windows.match(constraint(List.of(), List.of(), List.of("glibc")))).isFalse();
  }

  @Test
  void keepsEverythingWhenNoPlatformIsNamed() {
    assertThat(Platforms.parse(List.of()).match(constraint(List.of("aix"), List.of(), List.of())))
        .isTrue();
  }

  @Test
  void saysHowAPlatformIsWritten() {
    assertThatThrownBy(() -> Platforms.parse(List.of("linux/amd64")))
        .hasMessageContaining("write os-cpu or os-cpu-libc");
  }

  private static Platforms.Constraint constraint(
      List<String> os, List<String> cpu, List<String> libc) {
    return new Platforms.Constraint(os, cpu, libc);
  }
}
