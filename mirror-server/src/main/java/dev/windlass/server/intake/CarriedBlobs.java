package dev.windlass.server.intake;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.content.BlobTable;
import dev.windlass.spec.content.Digest;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which blobs a volume carried, in a file: four words of the digest and the size, each. */
final class CarriedBlobs {
  private static final int BUFFER = 1 << 16;

  private CarriedBlobs() {}

  static void write(Path file, BlobTable blobs) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER))) {
      out.writeInt(blobs.rows());
      for (int row = 0; row < blobs.rows(); row++) {
        Digest digest = blobs.digest(row);
        out.writeLong(digest.a());
        out.writeLong(digest.b());
        out.writeLong(digest.c());
        out.writeLong(digest.d());
        out.writeLong(blobs.value(row));
      }
    }
  }

  /**
   * @throws RefusedException with {@code BLOB_UNLISTED} if the table has one of the blobs already
   */
  static void read(Path file, BlobTable into) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
      for (int left = in.readInt(); left > 0; left--) {
        Digest digest = new Digest(in.readLong(), in.readLong(), in.readLong(), in.readLong());
        add(into, digest, in.readLong());
      }
    }
  }

  /** The same for one blob. */
  static void add(BlobTable blobs, Digest digest, long size) {
    if (blobs.add(digest, size) < 0) {
      throw new RefusedException(
          RefusalCode.BLOB_UNLISTED, digest.toString(), "the bundle carries this blob twice");
    }
  }
}
