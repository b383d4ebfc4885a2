package dev.windlass.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.server.store.DataDirectory;
import dev.windlass.server.store.GarbageCollection;
import dev.windlass.server.store.Releases;
import dev.windlass.server.store.StoreLock;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.volume.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one data directory: one works, the others say so and harm nothing. */
class TwoProcessesIT {
  @TempDir private Path directory;
  private TestBundles low;
  private DataDirectory data;
  private Path policy;

  @BeforeEach
  void open() throws IOException {
    low = new TestBundles(directory);
    data = DataDirectory.open(directory.resolve("high"));
    policy = Files.write(directory.resolve("policy.json"), low.policy().encode());
  }

  private Process start(Path bundle, String output) throws IOException {
    return ImportProcess.start(data, policy, "none", List.of(bundle), directory.resolve(output));
  }

  private String said(String output) throws IOException {
    return Files.readString(directory.resolve(output));
  }

  @Test
  void anImportBesideAnotherWriterEndsAtOnceNamesItAndSucceedsLater() throws Exception {
    Path bundle = low.next(TestBundles.files(5, 1000, 1));
    try (StoreLock _ = StoreLock.take(data, "gc")) {
      assertThat(start(bundle, "output").waitFor()).isEqualTo(1);
      assertThat(said("output"))
          .contains("another process works on " + data.root())
          .contains("gc, process " + ProcessHandle.current().pid())
          .contains("Wait for its end");
      assertThat(data.incoming()).isEmptyDirectory();
      assertThat(new Releases(data).streams()).isEmpty();
    }
    assertThat(start(bundle, "output").waitFor()).as(said("output")).isZero();
    assertThat(said("output")).contains("Published");
  }

  @Test
  void manyImportsAtOnceEndWithOneWholeRelease() throws Exception {
    Map<String, byte[]> files = TestBundles.files(60, 20_000, 2);
    Path bundle = low.next(files, Profile.custom(256 * 1024), false);
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      processes.add(start(bundle, "output-" + i));
    }
    int done = 0;
    for (int i = 0; i < processes.size(); i++) {
      int exit = processes.get(i).waitFor();
      String said = said("output-" + i);
      if (exit == 0) {
        done++;
        assertThat(said).containsAnyOf("Published", "AlreadyHeld");
      } else {
        assertThat(said).contains("another process works on " + data.root());
      }
    }
    assertThat(done).isPositive();
    assertWhole(files);
    assertThat(start(bundle, "output").waitFor()).as(said("output")).isZero();
    assertThat(said("output")).contains("AlreadyHeld");
    assertWhole(files);
  }

  @Test
  void aCollectionBesideAnImportTakesNothingOfIt() throws Exception {
    Map<String, byte[]> files = TestBundles.files(60, 20_000, 3);
    Path bundle = low.next(files);
    Process process = start(bundle, "output");
    int collected = 0;
    while (process.isAlive()) {
      try (StoreLock _ = StoreLock.take(data, "gc")) {
        new GarbageCollection(data, data.blobs()).run(1, false);
        collected++;
      } catch (StoreLock.StoreBusyException e) {
        Thread.onSpinWait();
      }
    }
    if (process.waitFor() != 0) {
      assertThat(said("output")).contains("another process works on").contains("Wait for its end");
      assertThat(start(bundle, "output").waitFor()).as(said("output")).isZero();
    }
    assertThat(collected).isPositive();
    assertWhole(files);
  }

  private void assertWhole(Map<String, byte[]> files) throws IOException {
    assertThat(new Releases(data).stream(TestBundles.STREAM).orElseThrow().current()).isEqualTo(1);
    for (byte[] content : files.values()) {
      try (InputStream in = data.blobs().find(Digest.of(content)).orElseThrow().open()) {
        assertThat(in).hasBinaryContent(content);
      }
    }
    assertThat(data.incoming()).isEmptyDirectory();
  }
}
