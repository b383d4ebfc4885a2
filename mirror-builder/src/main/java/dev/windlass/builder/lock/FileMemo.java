package dev.windlass.builder.lock;

import dev.windlass.builder.fetch.Memo;
import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/**
 * A file for each key, named by the key's hash, holding the key's line and then the value: nothing
 * of it needs memory, and each appears whole by renaming.
 */
final class FileMemo implements Memo {
  private final Path directory;

  FileMemo(Path directory) {
    this.directory = directory;
  }

  @Override
  public Optional<String> get(String key) {
    try {
      String text = Files.readString(path(key));
      String head = key + "\n";
      return text.startsWith(head) ? Optional.of(text.substring(head.length())) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // a lost note costs time only
    }
  }

  @Override
  public void put(String key, String value) {
    Path file = path(key);
    Path temporary = file.resolveSibling(UUID.randomUUID() + ".tmp");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(temporary, key + "\n" + value);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      forget(temporary);
    }
  }

  private static void forget(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // As with any note that is lost: the next run asks upstream again.
    }
  }

  private Path path(String key) {
    String hex = Digest.of(key.getBytes(StandardCharsets.UTF_8)).hex();
    return directory.resolve(hex.substring(0, 2)).resolve(hex);
  }
}
