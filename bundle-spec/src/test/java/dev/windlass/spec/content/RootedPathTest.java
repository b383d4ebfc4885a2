package dev.windlass.spec.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RootedPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "A/b/C",
        "blobs/sha256/00.part-0001",
        "a.b",
        "a+b_c-d",
        "com",
        "console",
        "auxiliary.txt"
      })
  void takesPlainPaths(String text) {
    assertThat(RootedPath.parse(text)).hasToString(text);
    assertThat(RootedPath.parse(text).under(Path.of("/root"))).isEqualTo(Path.of("/root", text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/a",
        "a/",
        "a//b",
        ".",
        "..",
        "../a",
        "a/..",
        "a/../b",
        "a/./b",
        "./a",
        ".a",
        "a/.b",
        "a.",
        "a./b",
        "-a",
        "a/-b",
        "a b",
        " a",
        "a\\b",
        "..\\a",
        "C:",
        "C:\\a",
        "a:b",
        "a::$DATA",
        "con",
        "CON",
        "nul.txt",
        "a/aux",
        "COM1",
        "lpt9.x",
        "a\0b",
        "a\nb",
        "a\rb",
        "a\tb",
        "\u00e4",
        "a\u2215b",
        "\uff0e\uff0e/a",
        "a*",
        "a?",
        "a\"",
        "a<",
        "a|",
        "~a",
        "$a",
        "a%2fb",
        "a;b",
        "a&b",
        "a'b"
      })
  void refusesEverythingThatSomeSystemReadsOtherwise(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> RootedPath.parse(text));
  }

  @Test
  void refusesPathsThatAreTooLong() {
    assertThat(RootedPath.parse("a".repeat(240)).text()).hasSize(240);
    assertThatIllegalArgumentException().isThrownBy(() -> RootedPath.parse("a".repeat(241)));
  }
}
