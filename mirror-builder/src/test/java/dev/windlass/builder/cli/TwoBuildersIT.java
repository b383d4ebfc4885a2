package dev.windlass.builder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one content store: the second says so, and the first is not disturbed. */
class TwoBuildersIT {
  private @TempDir Path directory;
  private FileUpstream upstream;

  @BeforeEach
  void open() throws IOException {
    upstream = new FileUpstream();
    Files.writeString(
        directory.resolve("mirror.yaml"),
        "stream: tools\naudience: enclave-a\nmarking: NONE\nfiles:\n"
            + upstream.add("large", 3_000_000)
            + upstream.add("small", 1000));
  }

  @AfterEach
  void close() {
    upstream.close();
  }

  private Process start(String output, String... command) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    line.addAll(Arrays.asList(command));
    line.addAll(List.of("--list", directory + "/mirror.yaml", "--store", directory + "/store"));
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve(output).toFile())
        .start();
  }

  private String said(String output) throws IOException {
    return Files.readString(directory.resolve(output));
  }

  @Test
  void theSecondSaysWhoWorksAndWhatToDoAndTheFirstFinishes() throws Exception {
    upstream.hold();
    Process first = start("first", "lock");
    upstream.awaitRequest();

    for (String command : List.of("lock", "pack")) {
      assertThat(start("second", command).waitFor()).isEqualTo(1);
      assertThat(said("second"))
          .contains("mirror-builder process " + first.pid() + " works with it")
          .contains("wait for it to end, or name another store with --store");
    }
    upstream.release();

    assertThat(first.waitFor()).as(said("first")).isZero();
    assertThat(start("second", "lock").waitFor()).as(said("second")).isZero();
    assertThat(start("second", "pack").waitFor()).as(said("second")).isZero();
    assertThat(upstream.requests).containsExactlyInAnyOrder("/large", "/small");
    assertThat(directory.resolve("store/tmp")).isEmptyDirectory();
  }

  @Test
  void manyAtOnceEndWithOneLockAndOneBundle() throws Exception {
    assertThat(start("first", "lock").waitFor()).as(said("first")).isZero();
    byte[] lock = Files.readAllBytes(directory.resolve("mirror.lock"));
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      processes.add(start("output-" + i, i % 2 == 0 ? "pack" : "lock"));
    }
    int done = 0;
    for (int i = 0; i < processes.size(); i++) {
      if (processes.get(i).waitFor() == 0) {
        done++;
      } else {
        assertThat(said("output-" + i)).contains("works with it: wait for it to end");
      }
    }
    assertThat(done).isPositive();
    assertThat(start("last", "pack").waitFor()).as(said("last")).isZero();
    assertThat(directory.resolve("mirror.lock")).hasBinaryContent(lock);
    assertThat(directory.resolve("tools-1/BUNDLE")).exists();
    assertThat(directory.resolve("tools-2")).doesNotExist();
    assertThat(directory.resolve("tools-1.partial")).doesNotExist();
  }
}
