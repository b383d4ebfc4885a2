package dev.windlass.signing.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.signing.keys.DevelopmentHierarchy;
import dev.windlass.signing.trust.ChainState;
import dev.windlass.signing.trust.TrustPolicy;
import dev.windlass.spec.RefusalCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The verifier says to every golden vector of the format what it must. The vectors are signed here,
 * as by a builder whose key was stolen, so that the checks behind the signatures are met.
 */
class GoldenVectorsTest {
  private static final Path VECTORS = Path.of("../bundle-spec/src/test/vectors");
  private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");

  @TempDir static Path directory;
  @TempDir private Path temp;
  private static DevelopmentHierarchy keys;
  private static TrustPolicy policy;

  @BeforeAll
  static void makeKeys() throws IOException {
    keys =
        new TestBundles(directory)
            .hierarchy("then", NOW.minus(Duration.ofDays(1)), Duration.ofDays(30));
    policy =
        TrustPolicy.of(
            "enclave-a",
            Set.of("dev"),
            Set.of("UNCLASSIFIED"),
            List.copyOf(keys.builders().getFirst().certificates().values()),
            List.of());
  }

  static List<String> invalid() throws IOException {
    return names("invalid");
  }

  static List<String> valid() throws IOException {
    return names("valid");
  }

  private static List<String> names(String kind) throws IOException {
    try (Stream<Path> vectors = Files.list(VECTORS.resolve(kind))) {
      return vectors
          .filter(Files::isDirectory)
          .map(path -> kind + "/" + path.getFileName())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("invalid")
  void refusesADefectWithItsCode(String vector) throws IOException {
    String code = Files.readString(VECTORS.resolve(vector + ".code")).strip();
    switch (verify(vector)) {
      case Verdict.Refused refused ->
          assertThat(refused.code().code())
              .as(refused.place() + ": " + refused.reason())
              .isEqualTo(code);
      case Verdict.Incomplete(_, _, var missing) -> {
        assertThat(code).isEqualTo(RefusalCode.VOLUME_MISSING.code());
        assertThat(missing).isNotEmpty();
      }
      case Verdict.Accepted accepted -> throw new AssertionError("accepted: " + accepted);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("valid")
  void acceptsTheValidForms(String vector) throws IOException {
    Verdict verdict = verify(vector);
    if (vector.endsWith("/sequence-largest")) {
      // A valid form, but a jump that no receiver's policy allows.
      TestBundles.refused(verdict, RefusalCode.SEQUENCE_JUMP);
    } else {
      assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
    }
  }

  private Verdict verify(String vector) throws IOException {
    Path bundle = temp.resolve("bundle");
    copy(VECTORS.resolve(vector), bundle);
    TestBundles.sign(bundle, NOW, keys.builders().getFirst());
    return new BundleVerifier(
            policy, HeldReleases.unknown(), Repeat.REFUSED, Clock.fixed(NOW, ZoneOffset.UTC))
        .verify(List.of(bundle), ChainState.EMPTY, VerifyListener.NONE);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path path : tree.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }
}
