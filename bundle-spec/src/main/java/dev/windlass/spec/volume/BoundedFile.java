package dev.windlass.spec.volume;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads a small file of untrusted size. */
public final class BoundedFile {
  private BoundedFile() {}

  /**
   * The whole file; never follows a link.
   *
   * @param place what to call the file in a refusal
   * @param oversize the code if the file is larger than {@code limit}
   */
  public static byte[] read(Path file, String place, int limit, RefusalCode oversize)
      throws IOException {
    try (InputStream in =
        Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new RefusedException(oversize, place, "larger than " + limit + " bytes");
      }
      return bytes;
    }
  }
}
