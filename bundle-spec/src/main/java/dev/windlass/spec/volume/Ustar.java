package dev.windlass.spec.volume;

import dev.windlass.spec.content.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The one form of a pack's headers: POSIX.1-1988 ustar, a regular file {@code blobs/sha256/<hex>},
 * mode 0444, all owners, times and devices zero. No PAX, GNU or other extension exists here.
 */
final class Ustar {
  /** Headers and padding come in blocks of this size. */
  static final int BLOCK = 512;

  /** Two zero blocks end a pack, and nothing follows them. */
  static final int END = 2 * BLOCK;

  private static final int SIZE_AT = 124;
  private static final int SIZE_DIGITS = 11;
  private static final int CHECKSUM_AT = 148;

  private Ustar() {}

  /** A member's header, with its size in bytes. */
  record Member(Digest digest, long size) {}

  static byte[] encode(Member member) {
    byte[] header = new byte[BLOCK];
    text(header, 0, FileRole.BLOBS + member.digest().hex());
    text(header, 100, "0000444");
    text(header, 108, "0000000");
    text(header, 116, "0000000");
    octal(header, SIZE_AT, SIZE_DIGITS, member.size());
    text(header, 136, "00000000000");
    text(header, CHECKSUM_AT, "        ");
    text(header, 156, "0");
    text(header, 257, "ustar");
    text(header, 263, "00");
    text(header, 329, "0000000");
    text(header, 337, "0000000");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    octal(header, CHECKSUM_AT, 6, sum);
    header[CHECKSUM_AT + 6] = 0;
    return header;
  }

  private static void octal(byte[] header, int at, int digits, long value) {
    long left = value;
    for (int i = at + digits - 1; i >= at; i--) {
      header[i] = (byte) ('0' + (left & 7));
      left >>>= 3;
    }
  }

  private static void text(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  /**
   * Reads exactly what {@link #encode} writes: parse, encode, compare.
   *
   * @throws IllegalArgumentException if the block is any other
   */
  static Member decode(byte[] bytes, int at) {
    int nameLength = FileRole.BLOBS.length() + 64;
    String name = new String(bytes, at, nameLength, StandardCharsets.US_ASCII);
    if (!name.startsWith(FileRole.BLOBS)) {
      throw new IllegalArgumentException("the member is no blob");
    }
    Digest digest = Digest.ofHex(name.substring(FileRole.BLOBS.length()));
    long size = 0;
    for (int i = at + SIZE_AT; i < at + SIZE_AT + SIZE_DIGITS; i++) {
      if (bytes[i] < '0' || bytes[i] > '7') {
        throw new IllegalArgumentException("the member's size is no octal number");
      }
      size = (size << 3) | (bytes[i] - '0');
    }
    Member member = new Member(digest, size);
    if (!Arrays.equals(encode(member), 0, BLOCK, bytes, at, at + BLOCK)) {
      throw new IllegalArgumentException("the member's header is not in canonical form");
    }
    return member;
  }

  /** Zero bytes after a member of this size. */
  static int padding(long size) {
    return (int) ((BLOCK - (size % BLOCK)) % BLOCK);
  }

  /** What a member of this size takes in a pack. */
  static long span(long size) {
    return BLOCK + size + padding(size);
  }
}
