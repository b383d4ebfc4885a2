package dev.windlass.builder.fetch.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleSourceTest {
  private static final String DOCUMENT = "https://registry.test/v1/modules/a/b/c/1.0.0/download";

  private static ModuleSource parse(String value) {
    return ModuleSource.parse(new Registry.Location(DOCUMENT, value));
  }

  @ParameterizedTest
  @CsvSource({
    "https://h.test/m.zip,https://h.test/m.zip,zip,''",
    "https://h.test/m.tgz//sub/dir,https://h.test/m.tgz,tar.gz,sub/dir",
    "https://h.test/m//*?archive=tar.gz,https://h.test/m,tar.gz,*",
    "https://h.test/m?archive=zip&token=x,https://h.test/m?token=x,zip,''",
    "https::https://h.test/m.tar.xz,https://h.test/m.tar.xz,tar.xz,''",
    "/files/m.tar.bz2//x,https://registry.test/files/m.tar.bz2,tar.bz2,x",
    "./m.zip,https://registry.test/v1/modules/a/b/c/1.0.0/m.zip,zip,''",
    "../m.zip?k=v,https://registry.test/v1/modules/a/b/c/m.zip?k=v,zip,''",
  })
  void readsArchivesBehindHttp(String value, String url, String archive, String subdirectory) {
    ModuleSource source = parse(value);
    assertThat(source.url()).isEqualTo(url);
    assertThat(source.archive()).isEqualTo(archive);
    assertThat(source.subdirectory()).isEqualTo(subdirectory);
  }

  @Test
  void takesTheDigestThatTheRegistryGives() {
    String hex = "ab".repeat(32);
    ModuleSource source = parse("https://h.test/m.zip?checksum=sha256:" + hex);
    assertThat(source.digest().orElseThrow().hex()).isEqualTo(hex);
    assertThat(source.url()).isEqualTo("https://h.test/m.zip");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git::https://h.test/m.git?ref=v1",
        "git@h.test:a/b.git",
        "github.com/a/b",
        "s3::https://s3.test/bucket/m.zip",
        "https://h.test/m",
        "https://h.test/m.zip?archive=false",
      })
  void refusesRepositoriesAndUnknownKindsWithAdvice(String value) {
    assertThatThrownBy(() -> parse(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("publishes archives");
  }

  @Test
  void refusesSubdirectoriesThatLeadUpwards() {
    assertThatThrownBy(() -> parse("https://h.test/m.zip//a/../../b"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
