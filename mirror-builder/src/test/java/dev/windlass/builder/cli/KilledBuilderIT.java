package dev.windlass.builder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program in its own process, killed again and again, ends with the same bytes. */
class KilledBuilderIT {
  private static final int KILLS = 20;
  private static final String EPOCH = "1790000000";

  private @TempDir Path directory;
  private FileUpstream upstream;

  @BeforeEach
  void open() throws IOException {
    upstream = new FileUpstream();
    StringBuilder list =
        new StringBuilder("stream: tools\naudience: enclave-a\nmarking: NONE\nfiles:\n");
    for (int i = 0; i < 40; i++) {
      list.append(upstream.add("small-" + i, 1000 + i));
    }
    for (int i = 0; i < 4; i++) {
      list.append(upstream.add("large-" + i, 6_000_000 + i));
    }
    Files.createDirectories(directory.resolve("killed"));
    Files.createDirectories(directory.resolve("quiet"));
    Files.writeString(directory.resolve("killed/mirror.yaml"), list);
    Files.writeString(directory.resolve("quiet/mirror.yaml"), list);
  }

  @AfterEach
  void close() {
    upstream.close();
  }

  @Test
  void lockAndPackEndWithTheSameBytesHoweverOftenTheyAreKilled() throws Exception {
    assertThat(inside("quiet", "lock")).isZero();
    assertThat(inside("quiet", "pack", "--profile", "5000000")).isZero();
    upstream.chunk = 100_000;
    upstream.pauseMillis = 20;
    Random random = new Random(20);

    int killed = kill(random, KILLS / 2, "lock");
    assertThat(finish("lock")).isZero();
    killed += kill(random, KILLS - killed, "pack", "--profile", "5000000");
    assertThat(finish("pack", "--profile", "5000000")).isZero();

    assertThat(killed).isEqualTo(KILLS);
    assertThat(tree("killed/tools-1")).isEqualTo(tree("quiet/tools-1"));
    assertThat(directory.resolve("killed/mirror.lock"))
        .hasSameBinaryContentAs(directory.resolve("quiet/mirror.lock"));
    assertThat(directory.resolve("killed/store/tmp")).isEmptyDirectory();
  }

  /** Kills so many runs, each at a random time; a run that ends by itself is begun anew. */
  private int kill(Random random, int times, String... command) throws Exception {
    int killed = 0;
    while (killed < times) {
      Process process = start(command);
      if (!process.waitFor(random.nextInt(300, 1500), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        killed++;
      } else {
        undo(command[0]);
      }
      process.waitFor();
    }
    return killed;
  }

  private void undo(String command) throws IOException {
    Path made = directory.resolve(command.equals("lock") ? "killed/mirror.lock" : "killed/tools-1");
    try (Stream<Path> files = Files.walk(made)) {
      for (Path file : files.sorted((left, right) -> right.compareTo(left)).toList()) {
        Files.delete(file);
      }
    }
  }

  private int finish(String... command) throws Exception {
    upstream.pauseMillis = 0;
    return start(command).waitFor();
  }

  private Process start(String... command) throws IOException {
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
    line.addAll(arguments("killed", command));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().put("SOURCE_DATE_EPOCH", EPOCH);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("output").toFile()));
    return builder.start();
  }

  private int inside(String where, String... command) {
    return CommandLineRun.of(
            Map.of("SOURCE_DATE_EPOCH", EPOCH), arguments(where, command).toArray(String[]::new))
        .exit();
  }

  private List<String> arguments(String where, String... command) {
    List<String> line = new ArrayList<>(Arrays.asList(command));
    line.addAll(
        List.of(
            "--list", directory.resolve(where + "/mirror.yaml").toString(),
            "--store", directory.resolve(where + "/store").toString()));
    return line;
  }

  private SortedMap<String, Integer> tree(String name) throws IOException {
    Path root = directory.resolve(name);
    SortedMap<String, Integer> tree = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        tree.put(root.relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return tree;
  }
}
