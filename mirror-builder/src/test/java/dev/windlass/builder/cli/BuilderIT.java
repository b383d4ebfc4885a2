package dev.windlass.builder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.windlass.spec.content.Sha512;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuilderIT {
  private static final String HEAD = "stream: tools\naudience: enclave-a\nmarking: NONE\nfiles:\n";

  private @TempDir Path directory;
  private FileUpstream upstream;
  private Path list;
  private Path lock;

  @BeforeEach
  void open() throws IOException {
    upstream = new FileUpstream();
    list = directory.resolve("mirror.yaml");
    lock = directory.resolve("mirror.lock");
  }

  @AfterEach
  void close() {
    upstream.close();
  }

  private CommandLineRun run(String command, String... arguments) {
    List<String> line = new ArrayList<>(List.of(command, "--output", "json"));
    if (!List.of("init", "keys", "sign").contains(command)) {
      line.addAll(List.of("--list", list.toString(), "--store", directory + "/store"));
    }
    line.addAll(Arrays.asList(arguments));
    return CommandLineRun.of(
        Map.of("SOURCE_DATE_EPOCH", "1790000000"), line.toArray(String[]::new));
  }

  private void write(String... entries) throws IOException {
    Files.writeString(list, HEAD + String.join("", entries));
  }

  @Test
  void initWritesAListThatLocks() {
    CommandLineRun init = run("init", directory.toString());

    assertThat(init.exit()).isZero();
    assertThat(directory.resolve("mirror.schema.json")).exists();
    assertThat(run("lock").exit()).isZero();
    assertThat(lock).isEmptyFile();
    assertThat(run("init", directory.toString()).exit()).isEqualTo(1);
  }

  @Test
  void aSecondLockWithNothingNewDownloadsNothing() throws Exception {
    write(upstream.add("a.bin", 300_000), upstream.add("b.bin", 10));

    CommandLineRun first = run("lock");
    byte[] written = Files.readAllBytes(lock);
    CommandLineRun second = run("lock");

    assertThat(first.exit()).isZero();
    assertThat(first.json().get("added").asInt()).isEqualTo(2);
    assertThat(second.exit()).isZero();
    assertThat(second.json().get("written").asBoolean()).isFalse();
    assertThat(upstream.requests).hasSize(2);
    assertThat(lock).hasBinaryContent(written);
  }

  @Test
  void oneFailureStopsNoOtherAndLeavesTheLock() throws Exception {
    String good = upstream.add("good.bin", 1000);
    write(good);
    run("lock");
    byte[] before = Files.readAllBytes(lock);
    String late = upstream.add("late.bin", 2000);
    String gone = upstream.add("gone.bin", 20);
    upstream.files.remove("gone.bin");
    write(gone, good, late);

    CommandLineRun failed = run("lock");

    assertThat(failed.exit()).isEqualTo(1);
    JsonNode json = failed.json();
    assertThat(json.get("complete").asBoolean()).isFalse();
    assertThat(json.get("failures")).hasSize(1);
    assertThat(json.get("failures").get(0).get("entry").asText()).contains("gone.bin");
    assertThat(json.get("failures").get(0).get("reasons").get(0).asText()).contains("answered 404");
    assertThat(lock).hasBinaryContent(before);
    assertThat(upstream.requests).contains("/late.bin");
  }

  @Test
  void twoFilesUnderOneNameAreAConflict() throws Exception {
    write(
        upstream.add("a.bin", 10) + "    as: same\n", upstream.add("b.bin", 11) + "    as: same\n");

    CommandLineRun failed = run("lock");

    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.out()).contains("file same was found twice with different content");
  }

  @Test
  void lockedFailsWhenTheResultDiffers() throws Exception {
    write(upstream.add("a.bin", 10));
    run("lock");
    write(upstream.add("b.bin", 11));

    assertThat(run("lock", "--locked").exit()).isEqualTo(1);
    assertThat(run("lock", "--dry-run").exit()).isZero();
    assertThat(Files.readString(lock)).contains("a.bin").doesNotContain("b.bin");
  }

  @Test
  void aBrokenListIsToldWithItsPlace() throws Exception {
    Files.writeString(list, HEAD + "imagse: []\n");

    CommandLineRun failed = run("lock");

    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.err()).contains("mirror.yaml:5:1: unknown key 'imagse'");
    assertThat(failed.json().at("/error/problems/0/line").asInt()).isEqualTo(5);
  }

  @Test
  void aMissingCommandIsAUsageError() {
    assertThat(CommandLineRun.of(Map.of()).exit()).isEqualTo(2);
    assertThat(CommandLineRun.of(Map.of(), "lock", "--nonsense").exit()).isEqualTo(2);
  }

  @Test
  void bundlesOfAStreamAreChained() throws Exception {
    write(upstream.add("a.bin", 3000));
    run("lock");
    JsonNode first = run("pack").json();
    JsonNode again = run("pack").json();
    write(upstream.entry("a.bin"), upstream.add("b.bin", 4000));
    run("lock");
    JsonNode plan = run("plan", "--base", "previous").json();
    JsonNode second = run("pack", "--base", "previous").json();

    assertThat(first.get("sequence").asInt()).isEqualTo(1);
    assertThat(again.get("packedBefore").asBoolean()).isTrue();
    assertThat(plan.get("added").asInt()).isEqualTo(1);
    assertThat(plan.get("bytes").asInt()).isEqualTo(4000);
    assertThat(second.get("sequence").asInt()).isEqualTo(2);
    assertThat(second.get("base").asText()).isEqualTo(first.get("release").asText());
    byte[] bundle = Files.readAllBytes(directory.resolve("tools-1/BUNDLE"));
    assertThat(directory.resolve("tools-2/BUNDLE"))
        .content()
        .contains("# previous: " + Sha512.of(bundle).hex());
  }

  @Test
  void buildLocksPacksAndSigns() throws Exception {
    write(upstream.add("a.bin", 3000));
    Path keys = directory.resolve("keys");
    assertThat(run("keys", keys.toString()).exit()).isZero();
    String[] signers = {
      "--key", keys + "/builder-1.p384.key.pem", "--key", keys + "/builder-1.mldsa87.key.pem"
    };

    assertThat(run("build", signers).exit()).isZero();
    assertThat(run("build", signers).exit()).isZero();

    assertThat(directory.resolve("tools-1/BUNDLE.p384.p7s")).isNotEmptyFile();
    assertThat(directory.resolve("tools-1/BUNDLE.mldsa87.p7s")).isNotEmptyFile();
  }
}
