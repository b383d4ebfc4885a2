package dev.windlass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.acceptance.process.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/threats.md names as a proof is there. */
final class ThreatsTest {
  private static final Path ROOT = Checkout.find().root();
  private static final Pattern PROOF =
      Pattern.compile("`(?:([a-z-]+):)?([A-Z]\\w+(?:Test|IT))(?:\\.(\\w+))?`");

  /**
   * @param module empty for any
   * @param method empty for the whole class
   */
  record Proof(String module, String type, String method) {}

  static List<Proof> proofs() throws IOException {
    return PROOF
        .matcher(Files.readString(ROOT.resolve("docs/threats.md")))
        .results()
        .map(match -> new Proof(text(match.group(1)), match.group(2), text(match.group(3))))
        .toList();
  }

  private static String text(String group) {
    return group == null ? "" : group;
  }

  @ParameterizedTest
  @MethodSource("proofs")
  void isThere(Proof proof) throws IOException {
    List<Path> sources;
    try (Stream<Path> paths = Files.walk(ROOT.resolve(proof.module()))) {
      sources = paths.filter(path -> path.endsWith(proof.type() + ".java")).toList();
    }
    assertThat(sources).isNotEmpty();
    if (!proof.method().isEmpty()) {
      assertThat(sources)
          .anySatisfy(
              source -> assertThat(source).content().contains("  void " + proof.method() + "("));
    }
  }
}
