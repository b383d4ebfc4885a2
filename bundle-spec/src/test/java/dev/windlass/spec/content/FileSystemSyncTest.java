package dev.windlass.spec.content;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSystemSyncTest {
  @TempDir private Path directory;

  @Test
  void forcesTheFileSystemThatHoldsADirectory() {
    assertThatCode(() -> FileSystemSync.sync(directory)).doesNotThrowAnyException();
  }

  @Test
  void saysWhichDirectoryItCannotOpen() {
    assertThatThrownBy(() -> FileSystemSync.sync(directory.resolve("absent")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("absent, error 2");
  }
}
