package dev.windlass.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.windlass.server.intake.TestBundles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
  private static final Map<String, byte[]> FILES = TestBundles.files(3, 40_000, 1);

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;
  private TestBundles low;
  private String data;

  @BeforeEach
  void prepare() throws IOException {
    low = new TestBundles(directory);
    data = directory.resolve("high").toString();
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  private void trust() throws IOException {
    Path policy = Files.write(directory.resolve("policy.json"), low.policy().encode());
    assertThat(run("trust", "init", policy.toString(), "--data", data)).isZero();
  }

  @Test
  void importsListsRollsBackAndCollects() throws IOException {
    trust();
    assertThat(run("import", "--data", data, low.next(FILES).toString())).isZero();
    assertThat(out.toString()).startsWith("published main/1: 3 artifacts");
    run("import", "--data", data, low.next(TestBundles.files(2, 10, 2)).toString());
    assertThat(run("rollback", "main", "--data", data)).isZero();
    assertThat(run("releases", "--data", data, "--output", "json")).isZero();
    var releases = new JsonMapper().readTree(out.toString());
    assertThat(releases.get(0).get("served").asBoolean()).isTrue();
    assertThat(releases.get(1).get("served").asBoolean()).isFalse();
    assertThat(run("rollback", "main", "--to", "2", "--data", data)).isZero();
    assertThat(run("gc", "--data", data, "--set", "keep-releases=1", "--dry-run")).isZero();
    assertThat(out.toString()).startsWith("would delete 1 releases and 3 blobs");
    assertThat(run("verify-store", "--data", data)).isZero();
    assertThat(out.toString()).startsWith("5 blobs");
  }

  @Test
  void exitsWithOneWhileVolumesAreMissing() throws IOException {
    trust();
    List<Path> media =
        TestBundles.media(
            low.next(FILES, dev.windlass.spec.volume.Profile.custom(64 * 1024), false),
            directory.resolve("media"));
    assertThat(run("import", "--data", data, media.getFirst().toString())).isEqualTo(1);
    assertThat(out.toString()).contains("waits for volumes [2, 3").contains(" since ");
  }

  @Test
  void exitsWithThreeWhenItRefuses() throws IOException {
    trust();
    Path bundle = low.forAudience("enclave-b", FILES);
    assertThat(run("import", "--data", data, "--output", "json", bundle.toString())).isEqualTo(3);
    var answer = new JsonMapper().readTree(out.toString());
    assertThat(answer.get("code").asText()).isEqualTo("R303");
    assertThat(Path.of(answer.get("report").asText(), "report.json")).exists();
  }

  @Test
  void exitsWithOneAndSaysTheNextStepIfNobodyIsTrusted() throws IOException {
    assertThat(run("import", "--data", data, low.next(FILES).toString())).isEqualTo(1);
    assertThat(err.toString()).contains("mirror-server trust init");
  }

  @Test
  void exitsWithTwoForWhatItDoesNotUnderstand() throws IOException {
    assertThat(run("import")).isEqualTo(2);
    assertThat(run("gc", "--data", data, "--set", "keep=1")).isEqualTo(2);
    assertThat(err.toString()).contains("unknown setting 'keep'");
    assertThat(run("config", "print", "--data", data, "--http", "nonsense")).isEqualTo(2);
    assertThat(err.toString()).contains("--http: http is 'nonsense', expected host:port or off");
  }

  @Test
  void neverReplacesThePinnedPolicy() throws IOException {
    trust();
    assertThat(run("trust", "init", directory.resolve("policy.json").toString(), "--data", data))
        .isEqualTo(1);
    assertThat(run("trust", "show", "--data", data)).isZero();
    assertThat(out.toString()).contains(TestBundles.AUDIENCE);
  }

  @Test
  void makesListsAndRevokesTokens() {
    assertThat(run("token", "add", "ann", "--data", data)).isZero();
    String secret = out.toString().strip();
    assertThat(secret).startsWith("wlr_").hasSizeGreaterThan(40);
    run("token", "list", "--data", data);
    assertThat(out.toString()).contains("ann").doesNotContain(secret);
    assertThat(run("token", "add", "ann", "--data", data)).isEqualTo(1);
    assertThat(run("token", "revoke", "ann", "--data", data)).isZero();
    assertThat(run("token", "revoke", "ann", "--data", data)).isEqualTo(1);
  }

  @Test
  void printsItsSettingsInTheFormThatItReads() throws IOException {
    assertThat(run("config", "print", "--data", data, "--idle-timeout", "7s")).isZero();
    Path file = Files.writeString(directory.resolve("copy.conf"), out.toString());
    assertThat(run("config", "print", "--data", data, "--config", file.toString())).isZero();
    assertThat(out.toString()).contains("idle-timeout = 7s");
  }
}
