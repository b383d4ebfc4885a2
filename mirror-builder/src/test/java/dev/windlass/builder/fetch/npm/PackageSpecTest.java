package dev.windlass.builder.fetch.npm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.builder.fetch.FetchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageSpecTest {
  @Test
  void tellsVersionsRangesAndTagsApart() {
    assertThat(PackageSpec.parse("express@5.1.0").read())
        .isEqualTo(new PackageSpec.Wanted.Exact("5.1.0"));
    assertThat(PackageSpec.parse("express@^5").read())
        .isInstanceOf(PackageSpec.Wanted.Within.class);
    assertThat(PackageSpec.parse("express").any()).isTrue();
    assertThat(PackageSpec.parse("react@next").read())
        .isEqualTo(new PackageSpec.Wanted.Tag("next"));
  }

  @Test
  void readsScopesAndAliases() {
    assertThat(PackageSpec.parse("@types/node@>=20"))
        .isEqualTo(new PackageSpec("@types/node", ">=20"));
    assertThat(PackageSpec.parse("@types/node")).isEqualTo(new PackageSpec("@types/node", ""));
    assertThat(PackageSpec.of("string-width-cjs", "npm:string-width@^4.2.0"))
        .isEqualTo(new PackageSpec("string-width", "^4.2.0"));
    assertThat(PackageSpec.of("x", "npm:@scope/y")).isEqualTo(new PackageSpec("@scope/y", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git+https://example.org/a/b.git",
        "github:user/repo",
        "user/repo#semver:^1",
        "https://example.org/a.tgz",
        "file:../a",
        "./a",
        "a.tgz",
        "workspace:*"
      })
  void refusesWhatNoRegistryHas(String wanted) {
    assertThatThrownBy(() -> PackageSpec.of("a", wanted))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("does not come from a registry");
  }

  @Test
  void refusesWhatIsNoName() {
    assertThatThrownBy(() -> PackageSpec.parse("a b@1"))
        .hasMessageContaining("no npm package name");
  }
}
