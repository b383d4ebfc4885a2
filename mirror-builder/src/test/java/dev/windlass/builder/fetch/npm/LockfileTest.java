package dev.windlass.builder.fetch.npm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.builder.fetch.FetchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockfileTest {
  private @TempDir Path directory;

  @Test
  void readsWhatNpmWouldFetchWithAndWithoutResolved() throws IOException {
    var locked =
        Lockfile.read(
            file(
                """
                {"lockfileVersion": 3, "packages": {
                  "": {"name": "root", "dependencies": {"a": "1"}},
                  "packages/mine": {"name": "mine", "version": "1.0.0"},
                  "node_modules/mine": {"resolved": "packages/mine", "link": true},
                  "node_modules/a": {"version": "1.0.0",
                    "resolved": "https://registry.npmjs.org/a/-/a-1.0.0.tgz",
                    "integrity": "sha1-2iyGoSjLzhVXwHPpq3CESmJ6W0E="},
                  "node_modules/a/node_modules/@s/b": {"version": "2.0.0-rc.1", "optional": true,
                    "os": ["linux"]},
                  "node_modules/a/node_modules/inside": {"version": "1.0.0", "inBundle": true},
                  "node_modules/alias": {"name": "real", "version": "3.0.0"}}}
                """));

    assertThat(locked)
        .extracting(entry -> entry.coordinates().text())
        .containsExactly("a@1.0.0", "@s/b@2.0.0-rc.1", "real@3.0.0");
    assertThat(locked.get(0).integrity().checksums()).containsKey("SHA-1");
    assertThat(locked.get(1).optional()).isTrue();
    assertThat(locked.get(1).platform().os()).containsExactly("linux");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git+ssh://git@example.org/a/b.git#0123",
        "https://codeload.example.org/a.tar.gz",
        "file:../a.tgz"
      })
  void refusesWhatNoRegistryHas(String resolved) throws IOException {
    Path file =
        file(
            """
            {"lockfileVersion": 2,
             "packages": {"node_modules/a": {"version": "1.0.0", "resolved": "%s"}}}
            """
                .formatted(resolved));

    assertThatThrownBy(() -> Lockfile.read(file))
        .isInstanceOf(FetchException.class)
        .hasMessageContainingAll("package-lock.json", resolved, "not from a registry");
  }

  @Test
  void saysHowAnOldLockfileIsRenewed() throws IOException {
    Path file = file("{\"lockfileVersion\": 1, \"dependencies\": {}}");

    assertThatThrownBy(() -> Lockfile.read(file)).hasMessageContaining("--lockfile-version 3");
  }

  @Test
  void namesTheLineThatIsNoJson() throws IOException {
    Path file = file("{\n\"packages\": {,}}");

    assertThatThrownBy(() -> Lockfile.read(file)).hasMessageContaining("line 2");
  }

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("package-lock.json"), content);
  }
}
