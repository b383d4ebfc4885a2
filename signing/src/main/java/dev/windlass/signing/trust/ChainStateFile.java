package dev.windlass.signing.trust;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A chain state in a file that is always whole: written beside it, forced to disk, renamed. */
public record ChainStateFile(Path file) {
  /** The state; empty if there is no file yet. */
  public ChainState load() throws IOException {
    try {
      return ChainState.parse(file.toString(), StrictJson.readBounded(file));
    } catch (NoSuchFileException e) {
      return ChainState.EMPTY;
    }
  }

  /** Replaces the state; durable when it returns. */
  public void save(ChainState state) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    Path temporary = Files.createTempFile(directory, "state", ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(state.encode());
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
