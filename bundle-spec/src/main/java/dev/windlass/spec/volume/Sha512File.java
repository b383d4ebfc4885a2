package dev.windlass.spec.volume;

import dev.windlass.spec.content.Sha512;
import dev.windlass.spec.content.Sha512Lane;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The SHA-512 of a file that this program wrote itself. */
final class Sha512File {
  private Sha512File() {}

  static Sha512 of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        Sha512Lane lane = new Sha512Lane()) {
      for (int count = in.read(lane.buffer()); count > 0; count = in.read(lane.buffer())) {
        lane.submit(count);
      }
      return lane.finish();
    }
  }
}
