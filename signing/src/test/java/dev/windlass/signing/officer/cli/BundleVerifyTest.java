package dev.windlass.signing.officer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.signing.trust.ChainStateFile;
import dev.windlass.signing.verify.TestBundles;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BundleVerifyTest {
  @TempDir static Path directory;
  private static TestBundles bundles;
  private static Path policy;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void makeKeys() throws Exception {
    bundles = new TestBundles(directory);
    policy = Files.write(directory.resolve("policy.json"), bundles.policy().encode());
  }

  private int run(Object... arguments) {
    CommandLine program = Main.commandLine(TestBundles.CLOCK, false);
    program.setOut(new PrintWriter(out, true));
    program.setErr(new PrintWriter(err, true));
    return program.execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
  }

  private static Path bundle() throws Exception {
    return bundles.signed(TestBundles.facts(1, Optional.empty()));
  }

  @Test
  void acceptsAndMovesTheState() throws Exception {
    Path bundle = bundle();
    Path state = directory.resolve("state-1.json");
    assertThat(run("verify", bundle, "--policy", policy, "--state", state)).isZero();
    assertThat(out.toString())
        .startsWith("ACCEPTED bundle 1 of stream dev\n")
        .contains("CN=builder-1", "1.2 MB", "1, all there and good");
    assertThat(err).asString().contains("volume-001 good");
    assertThat(new ChainStateFile(state).load().of("dev").orElseThrow().bundle())
        .isEqualTo(TestBundles.hash(bundle));
    assertThat(run("verify", bundle, "--policy", policy, "--state", state)).isZero();
    assertThat(out.toString()).contains("accepted before");
    assertThat(run("verify", bundle(), "--policy", policy, "--state", state)).isEqualTo(3);
    assertThat(out.toString()).contains("REFUSED R403 at step 4");
  }

  @Test
  void leavesTheStateInADryRun() throws Exception {
    Path state = directory.resolve("state-2.json");
    assertThat(run("verify", bundle(), "--policy", policy, "--state", state, "--dry-run")).isZero();
    assertThat(state).doesNotExist();
  }

  @Test
  void answersProgramsInJson() throws Exception {
    Path bundle = bundle();
    assertThat(run("verify", bundle, "--policy", policy, "--output", "json")).isZero();
    assertThat(out.toString())
        .contains("\"verdict\" : \"accepted\"", "\"sequence\" : 1", "\"missing\" : [ ]");
    out.getBuffer().setLength(0);
    Files.writeString(bundle.resolve("volume-001/oops\n"), "");
    assertThat(run("verify", bundle, "--policy", policy, "--output", "json")).isEqualTo(3);
    assertThat(out.toString())
        .contains("\"code\" : \"R708\"", "\"step\" : 7", "volume-001/oops\\n\"");
  }

  @Test
  void refusesWithCodePlaceAndReason() throws Exception {
    Path bundle = bundle();
    Files.writeString(bundle.resolve("VERIFY.txt"), "trust me");
    assertThat(run("verify", bundle, "--policy", policy)).isEqualTo(3);
    assertThat(out.toString())
        .startsWith("REFUSED R712 at step 7\n")
        .contains("VERIFY.txt", "SHA-512");
  }

  @Test
  void refusesAMalformedPolicy() throws Exception {
    Path bad = Files.writeString(directory.resolve("bad.json"), "{}");
    assertThat(run("verify", bundle(), "--policy", bad)).isEqualTo(3);
    assertThat(err.toString()).contains("R212", "bad.json");
  }

  @Test
  void failsOrAsksForUsage() throws Exception {
    assertThat(run()).isEqualTo(2);
    assertThat(run("verify", directory.resolve("nowhere"), "--policy", policy)).isEqualTo(2);
    assertThat(run("verify", bundle())).isEqualTo(2);
    assertThat(run("verify", bundle(), "--policy", directory.resolve("nowhere.json"))).isEqualTo(1);
    assertThat(err.toString()).contains("nowhere.json is not there");
  }

  @Test
  void showsWhatIsClaimedWithoutBelievingIt() throws Exception {
    Path bundle = bundle();
    Files.delete(bundle.resolve("BUNDLE.mldsa87.p7s"));
    assertThat(run("show", bundle)).isZero();
    assertThat(out.toString())
        .startsWith("NOT VERIFIED")
        .contains("CN=builder-1", "BUNDLE.mldsa87.p7s is missing", "audience     enclave-a");
  }

  @Test
  void tellsRateAndTimeLeftOnATerminal() {
    long[] now = {0};
    try (ReadingProgress progress =
        new ReadingProgress(new PrintWriter(err, true), true, () -> now[0])) {
      progress.started(1, 4_000_000_000L);
      now[0] = 2_000_000_000L;
      progress.read(1_000_000_000L);
    }
    assertThat(err.toString()).contains("1.0 GB of 4.0 GB read, 25 %, 500 MB/s, 0:06 left");
  }
}
