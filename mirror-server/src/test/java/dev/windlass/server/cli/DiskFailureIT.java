package dev.windlass.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.server.intake.TestBundles;
import dev.windlass.server.store.DataDirectory;
import dev.windlass.server.store.HeldRelease;
import dev.windlass.server.store.Releases;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.volume.Profile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** T20: the server's disk is full or read-only. Nothing is published, nothing is lost. */
class DiskFailureIT {
  private static final Map<String, byte[]> FIRST = TestBundles.files(5, 1000, 1);

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;
  private TestBundles low;
  private SmallDisk disk;
  private DataDirectory data;
  private Map<String, byte[]> second;
  private Path bundle;

  @BeforeEach
  void holdOneRelease() throws Exception {
    low = new TestBundles(directory);
    disk = SmallDisk.mount(directory.resolve("disk"), 8);
    data = DataDirectory.open(disk.path("high"));
    Path policy = Files.write(directory.resolve("policy.json"), low.policy().encode());
    assertThat(run("trust", "init", policy.toString())).isZero();
    assertThat(run("import", low.next(FIRST).toString())).as(err.toString()).isZero();
    second = new TreeMap<>(TestBundles.files(20, 9000, 2));
    second.put("split", TestBundles.files(1, 200_000, 3).values().iterator().next());
    low.image("quay.io/a", "1", TestBundles.files(1, 50_000, 4).values().iterator().next());
    bundle = low.next(second, Profile.custom(128 * 1024), false);
  }

  @AfterEach
  void unmount() throws Exception {
    disk.unmount();
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String[] all =
        Stream.concat(Stream.of(arguments), Stream.of("--data", data.root().toString()))
            .toArray(String[]::new);
    return line.execute(all);
  }

  private long current() throws IOException {
    return new Releases(data).stream(TestBundles.STREAM).orElseThrow().current();
  }

  private void assertHolds(Map<String, byte[]> files) throws IOException {
    for (byte[] content : files.values()) {
      assertThat(Files.readAllBytes(data.blobs().path(Digest.of(content)))).isEqualTo(content);
    }
  }

  private void assertOnlyTheFirstIsServed() throws IOException {
    assertThat(current()).isEqualTo(1);
    assertThat(new Releases(data).current()).extracting(HeldRelease::sequence).containsExactly(1L);
    assertHolds(FIRST);
  }

  private long used() throws IOException {
    try (Stream<Path> tree = Files.walk(data.root())) {
      long bytes = 0;
      for (Path path : tree.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(path);
      }
      return bytes;
    }
  }

  @Test
  void anImportThatFillsTheDiskLosesNothingAndFinishesWhenThereIsSpace() throws Exception {
    int failures = 0;
    boolean full = true;
    for (long free = 0; full; free += 48 * 1024) {
      TestBundles.copy(data.root(), directory.resolve("before-" + free));
      disk.leave(free);
      full = run("import", bundle.toString()) != 0;
      if (full) {
        failures++;
        assertThat(err.toString())
            .as("with %d bytes free", free)
            .contains("the disk of " + data.root() + " is full")
            .contains("mirror-server gc")
            .contains("run the same import again");
        assertOnlyTheFirstIsServed();
        disk.empty();
        assertThat(run("import", bundle.toString())).as(err.toString()).isZero();
      } else {
        disk.empty();
      }
      assertThat(current()).isEqualTo(2);
      assertHolds(second);
      assertHolds(FIRST);
      assertThat(data.incoming()).isEmptyDirectory();
      assertThat(data.blobs().root().resolve("tmp")).isEmptyDirectory();
      startOver(directory.resolve("before-" + free));
    }
    assertThat(failures).isGreaterThan(5);
  }

  private void startOver(Path before) throws IOException {
    dev.windlass.server.store.Trees.delete(data.root());
    TestBundles.copy(before, data.root());
  }

  @Test
  void failedImportsLeaveNoMoreBehindEachTime() throws Exception {
    disk.leave(200_000);
    assertThat(run("import", bundle.toString())).isEqualTo(1);
    long once = used();
    for (int i = 0; i < 3; i++) {
      assertThat(run("import", bundle.toString())).isEqualTo(1);
      assertThat(used()).isLessThanOrEqualTo(once);
    }
    assertOnlyTheFirstIsServed();
  }

  @Test
  void gcAndRollbackWorkOnAFullDisk() throws Exception {
    assertThat(run("import", bundle.toString())).isZero();
    disk.leave(0);
    Files.write(data.lock(), new byte[0]);
    assertThat(run("rollback", TestBundles.STREAM)).as(err.toString()).isEqualTo(1);
    assertThat(err.toString()).contains("is full");
    assertThat(current()).isEqualTo(2);
    assertThat(run("gc", "--set", "keep-releases=1")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("1 releases");
    assertThat(new Releases(data).held()).hasSize(1);
    assertHolds(second);
  }

  @Test
  void aRefusalIsARefusalOnAFullDiskToo() throws Exception {
    Path other = low.forAudience("enclave-b", FIRST);
    disk.leave(0);
    assertThat(run("import", other.toString())).isEqualTo(3);
    assertThat(err.toString() + out).contains("R303").contains("No space left");
    disk.empty();
    assertThat(run("import", other.toString())).isEqualTo(3);
    assertThat(out.toString()).contains("R303").contains("report in");
    assertOnlyTheFirstIsServed();
  }

  @Test
  void aReadOnlyDiskIsToldAndChangesNothing() throws Exception {
    disk.readOnly(true);
    assertThat(run("import", bundle.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("the disk of " + data.root() + " is read-only")
        .contains("run the same import again");
    assertThat(run("gc")).isEqualTo(1);
    assertThat(err.toString()).contains("Read-only file system");
    assertThat(run("releases")).as(err.toString()).isZero();
    assertOnlyTheFirstIsServed();
    disk.readOnly(false);
    assertThat(run("import", bundle.toString())).as(err.toString()).isZero();
    assertHolds(second);
  }
}
