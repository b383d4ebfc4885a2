package dev.windlass.builder.fetch.npm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.DirectoryBlobStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionPickerTest {
  private static final String PACKUMENT =
      """
      {"name": "a", "readme": "é {\\"versions\\": {}}",
       "dist-tags": {"latest": "2.0.0", "next": "4.0.0-rc.1", "gone": "9.9.9"},
       "versions": {
        "1.0.0": %1$s"version": "1.0.0"},
        "1.5.0": %1$s"version": "1.5.0", "deprecated": "use 2"},
        "1.4.0": %1$s"version": "1.4.0", "deprecated": ""},
        "2.0.0": %1$s"version": "2.0.0", "deprecated": false},
        "3.0.0": %1$s"version": "3.0.0"},
        "3.1.0": %1$s"version": "3.1.0", "deprecated": true},
        "4.0.0-rc.1": %1$s"version": "4.0.0-rc.1"},
        "not-a-version": {}}}
      """
          .formatted("{\"name\": \"a\", \"dist\": {\"tarball\": \"http://h/ä\"}, ");

  private @TempDir Path directory;

  @Test
  void prefersLatestWhereItFits() throws IOException {
    assertThat(pick("")).isEqualTo("2.0.0");
    assertThat(pick("*")).isEqualTo("2.0.0");
    assertThat(pick(">=1")).isEqualTo("2.0.0");
    assertThat(pick("^1 || ^2 || ^3")).isEqualTo("2.0.0");
  }

  @Test
  void takesTheNewestThatFitsElse() throws IOException {
    assertThat(pick(">2")).isEqualTo("3.0.0");
    assertThat(pick("^4.0.0-0")).isEqualTo("4.0.0-rc.1");
  }

  @Test
  void avoidsDeprecatedVersionsUnlessThereIsNoOther() throws IOException {
    assertThat(pick("^1")).isEqualTo("1.4.0");
    assertThat(pick("~1.5")).isEqualTo("1.5.0");
    assertThat(pick("3.1.0")).isEqualTo("3.1.0");
  }

  @Test
  void followsTags() throws IOException {
    assertThat(pick("next")).isEqualTo("4.0.0-rc.1");
    assertThat(pick("latest")).isEqualTo("2.0.0");
    assertThat(pick("gone")).isEqualTo("nothing");
    assertThat(pick("unknown")).isEqualTo("nothing");
    assertThat(pick("^9")).isEqualTo("nothing");
  }

  private String pick(String wanted) throws IOException {
    byte[] content = PACKUMENT.getBytes(StandardCharsets.UTF_8);
    DirectoryBlobStore store =
        DirectoryBlobStore.open(directory, DirectoryBlobStore.Durability.DEFERRED);
    store.put(Digest.of(content), content.length, new ByteArrayInputStream(content));
    Packument packument = Packument.index("a", store.find(Digest.of(content)).orElseThrow());
    var picked = VersionPicker.pick(packument, new PackageSpec("a", wanted));
    return picked.isEmpty() ? "nothing" : packument.manifest(picked.get()).version();
  }
}
