package org.example;

import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.zip.ZipLong;

/** Shows that a dependency from the mirror works. */
public final class Checksums {
  private Checksums() {}

  /** Bytes of a number as zip archives write it. */
  public static byte[] littleEndian(long value) {
    return ZipLong.getBytes(value);
  }

  public static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
