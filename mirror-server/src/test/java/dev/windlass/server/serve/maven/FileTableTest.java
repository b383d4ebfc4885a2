package dev.windlass.server.serve.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.spec.content.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileTableTest {
  private final FileTable table = new FileTable();

  private static RepositoryFile file(int number) {
    Digest digest = Digest.of(("file " + number).getBytes(StandardCharsets.UTF_8));
    Optional<String> sha1 =
        number % 3 == 0 ? Optional.empty() : Optional.of(digest.hex().substring(0, 40));
    return new RepositoryFile(digest, sha1);
  }

  @Test
  void findsEveryFileOfMany() {
    for (int number = 0; number < 20_000; number++) {
      assertThat(table.add("org/example/file-" + number, file(number))).isTrue();
    }
    for (int number = 0; number < 20_000; number++) {
      assertThat(table.find("org/example/file-" + number)).contains(file(number));
    }
    assertThat(table.find("org/example/file-20000")).isEmpty();
  }

  @Test
  void keepsTheFirstFileOfPath() {
    assertThat(table.add("a", file(1))).isTrue();
    assertThat(table.add("a", file(2))).isFalse();
    assertThat(table.find("a")).contains(file(1));
  }

  @Test
  void takesNoSha1ThatIsNone() {
    table.add("a", new RepositoryFile(file(1).digest(), Optional.of("what?")));
    assertThat(table.find("a").flatMap(RepositoryFile::sha1)).isEmpty();
  }
}
