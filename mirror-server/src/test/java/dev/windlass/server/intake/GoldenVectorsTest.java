package dev.windlass.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.server.store.DataDirectory;
import dev.windlass.server.store.Releases;
import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The importer, which reads volumes in its own way, says to every golden vector what the format's
 * verifier says, and keeps nothing of those that it refuses.
 */
class GoldenVectorsTest {
  private static final Path VECTORS = Path.of("../bundle-spec/src/test/vectors");
  private static final Clock THEN =
      Clock.fixed(Instant.parse("2026-02-01T12:00:00Z"), ZoneOffset.UTC);

  @TempDir static Path directory;
  private static TestBundles low;
  @TempDir private Path temp;
  private DataDirectory data;

  @BeforeAll
  static void makeKeys() throws IOException {
    low = new TestBundles(directory, THEN);
  }

  @BeforeEach
  void open() throws IOException {
    data = DataDirectory.open(temp.resolve("high"));
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
  void refusesADefectWithItsCodeAndKeepsNothing(String vector) throws IOException {
    Path bundle = signed(vector);
    String code = Files.readString(VECTORS.resolve(vector + ".code")).strip();
    switch (run(bundle)) {
      case Outcome.Refused refused -> {
        assertThat(refused.code().code())
            .as(refused.place() + ": " + refused.reason())
            .isEqualTo(differential(bundle) ? RefusalCode.BASE_NOT_HELD.code() : code);
        assertThat(refused.report().resolve("report.json")).isRegularFile();
      }
      case Outcome.Incomplete incomplete -> {
        assertThat(code).isEqualTo(RefusalCode.VOLUME_MISSING.code());
        assertThat(incomplete.missing()).isNotEmpty();
      }
      case Outcome.Published _, Outcome.Good _, Outcome.AlreadyHeld _ ->
          throw new AssertionError("accepted");
    }
    assertThat(new Releases(data).held()).isEmpty();
    assertThat(new Releases(data).streams()).isEmpty();
    try (Stream<Digest> blobs = data.blobs().list()) {
      assertThat(blobs).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("valid")
  void publishesTheValidForms(String vector) throws IOException {
    Path bundle = signed(vector);
    Outcome outcome = run(bundle);
    if (vector.endsWith("/sequence-largest")) {
      assertThat(((Outcome.Refused) outcome).code()).isEqualTo(RefusalCode.SEQUENCE_JUMP);
    } else if (differential(bundle)) {
      assertThat(((Outcome.Refused) outcome).code()).isEqualTo(RefusalCode.BASE_NOT_HELD);
    } else {
      assertThat(outcome).isInstanceOf(Outcome.Published.class);
    }
  }

  private Outcome run(Path bundle) throws IOException {
    return new Intake(data, low.policy("dev"), THEN, IntakeListener.NONE).run(List.of(bundle));
  }

  private Path signed(String vector) throws IOException {
    Path bundle = temp.resolve("bundle");
    TestBundles.copy(VECTORS.resolve(vector), bundle);
    low.sign(bundle, THEN.instant());
    return bundle;
  }

  private static boolean differential(Path bundle) throws IOException {
    try {
      return TestBundles.header(bundle).base().isPresent();
    } catch (RefusedException e) {
      return false;
    }
  }
}
