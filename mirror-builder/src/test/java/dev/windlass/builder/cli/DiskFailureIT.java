package dev.windlass.builder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full or read-only disk under the content store, the bundle or the list. */
class DiskFailureIT {
  private @TempDir Path directory;
  private FileUpstream upstream;
  private SmallDisk disk;

  @BeforeEach
  void open() throws Exception {
    upstream = new FileUpstream();
    disk = SmallDisk.mount(directory.resolve("disk"), 8);
    StringBuilder list =
        new StringBuilder("stream: tools\naudience: enclave-a\nmarking: NONE\nfiles:\n");
    for (int i = 0; i < 10; i++) {
      list.append(upstream.add("small-" + i, 9000 + i));
    }
    for (int i = 0; i < 3; i++) {
      list.append(upstream.add("large-" + i, 300_000 + i));
    }
    for (Path place : List.of(directory.resolve("quiet"), directory.resolve("lists"))) {
      Files.writeString(Files.createDirectories(place).resolve("mirror.yaml"), list);
    }
    Files.writeString(Files.createDirectories(disk.path("lists")).resolve("mirror.yaml"), list);
  }

  @AfterEach
  void close() throws Exception {
    upstream.close();
    disk.unmount();
  }

  private static CommandLineRun run(Path list, Path store, String... command) {
    List<String> line = new ArrayList<>(Arrays.asList(command));
    line.addAll(
        List.of("--list", list.resolve("mirror.yaml").toString(), "--store", store.toString()));
    return CommandLineRun.of(
        Map.of("SOURCE_DATE_EPOCH", "1790000000"), line.toArray(String[]::new));
  }

  private Path quiet() {
    Path quiet = directory.resolve("quiet");
    if (!Files.exists(quiet.resolve("tools-1"))) {
      assertThat(run(quiet, directory.resolve("store"), "lock").exit()).isZero();
      assertThat(run(quiet, directory.resolve("store"), "pack", "--profile", "500000").exit())
          .isZero();
    }
    return quiet;
  }

  private static void assertGood(CommandLineRun run) {
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
  }

  private static void assertFull(CommandLineRun run, long free) {
    assertThat(run.exit()).as("%d bytes free: %s", free, run.out() + run.err()).isEqualTo(1);
    assertThat(run.out() + run.err())
        .as("%d bytes free", free)
        .containsAnyOf("is full", "bytes and its disk has")
        .contains("make room");
  }

  @Test
  void aLockThatFillsTheStoresDiskGoesOnWhenThereIsRoom() throws Exception {
    byte[] expected = Files.readAllBytes(quiet().resolve("mirror.lock"));
    Path list = directory.resolve("lists");
    int failures = 0;
    boolean full = true;
    for (long free = 0; full; free += 160 * 1024) {
      Path store = disk.path("store-" + free);
      disk.leave(free);
      CommandLineRun failed = run(list, store, "lock");
      full = failed.exit() != 0;
      if (full) {
        failures++;
        assertFull(failed, free);
        assertThat(list.resolve("mirror.lock")).doesNotExist();
      }
      disk.empty();
      assertGood(run(list, store, "lock"));
      assertThat(list.resolve("mirror.lock")).hasBinaryContent(expected);
      assertThat(store.resolve("tmp")).isEmptyDirectory();
      delete(store);
      Files.delete(list.resolve("mirror.lock"));
    }
    assertThat(failures).isGreaterThan(3);
  }

  @Test
  void aPackThatFillsTheDiskGoesOnWhenThereIsRoom() throws Exception {
    Path quiet = quiet();
    SortedMap<String, Integer> expected = tree(quiet.resolve("tools-1"));
    int failures = 0;
    boolean full = true;
    for (long free = 0; full; free += 96 * 1024) {
      Path output = disk.path("bundle");
      disk.leave(free);
      CommandLineRun failed = pack(quiet, output);
      full = failed.exit() != 0;
      if (full) {
        failures++;
        assertFull(failed, free);
        assertThat(output).doesNotExist();
      }
      disk.empty();
      assertGood(pack(quiet, output));
      assertThat(tree(output)).isEqualTo(expected);
      delete(output);
    }
    assertThat(failures).isGreaterThan(5);
  }

  private CommandLineRun pack(Path list, Path output) {
    return run(
        list,
        directory.resolve("store"),
        "pack",
        "--profile",
        "500000",
        "--out",
        output.toString());
  }

  @Test
  void aListOnAFullDiskKeepsItsLockAndItsChain() throws Exception {
    Path list = disk.path("lists");
    Path store = directory.resolve("store");
    assertGood(run(list, store, "lock"));
    assertGood(run(list, store, "pack"));
    SortedMap<String, Integer> before = tree(list);
    Files.writeString(
        list.resolve("mirror.yaml"),
        Files.readString(list.resolve("mirror.yaml")) + upstream.add("more", 10));
    before.put("mirror.yaml", tree(list).get("mirror.yaml"));
    disk.leave(0);

    assertFull(run(list, store, "lock"), 0);
    assertThat(withoutFiller(list)).isEqualTo(before);
    disk.empty();
    assertGood(run(list, store, "lock"));
    before.put("mirror.lock", tree(list).get("mirror.lock"));
    disk.leave(0);
    assertFull(run(list, store, "pack", "--out", directory.resolve("two").toString()), 0);

    assertThat(withoutFiller(list)).isEqualTo(before);
    disk.empty();
    assertGood(run(list, store, "pack", "--out", directory.resolve("two").toString()));
    assertThat(directory.resolve("two/BUNDLE")).content().contains("# sequence: 2\n");
  }

  private static SortedMap<String, Integer> withoutFiller(Path root) throws IOException {
    SortedMap<String, Integer> tree = tree(root);
    tree.remove("filler");
    return tree;
  }

  @Test
  void aReadOnlyDiskIsToldAndChangesNothing() throws Exception {
    Path quiet = quiet();
    Path store = disk.path("store");
    assertGood(run(directory.resolve("lists"), store, "lock"));
    disk.readOnly(true);

    for (CommandLineRun failed :
        List.of(
            run(directory.resolve("lists"), store, "lock"),
            run(directory.resolve("lists"), store, "pack"),
            run(quiet, disk.path("new"), "lock"),
            run(disk.path("lists"), directory.resolve("store"), "lock"),
            pack(quiet, disk.path("bundle")))) {
      assertThat(failed.exit()).isEqualTo(1);
      assertThat(failed.err()).contains("read-only", "make it writable").doesNotContain("\tat ");
    }
    disk.readOnly(false);
    assertGood(run(directory.resolve("lists"), store, "lock"));
    assertGood(run(directory.resolve("lists"), store, "pack", "--profile", "500000"));
    assertThat(tree(directory.resolve("lists/tools-1"))).isEqualTo(tree(quiet.resolve("tools-1")));
  }

  private static SortedMap<String, Integer> tree(Path root) throws IOException {
    SortedMap<String, Integer> tree = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        tree.put(root.relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return tree;
  }

  private static void delete(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
