package dev.windlass.spec.volume;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Packs: small blobs together in one ustar archive, sorted by digest. A pack is small enough to be
 * held in memory, so a reader hashes it before it parses it.
 */
final class Packs {
  /** Largest pack. */
  static final int MAX_BYTES = 64 << 20;

  /** The writer puts blobs below this size into packs, unless images name them. */
  static final long SMALL = 1 << 20;

  private static final byte[] ZEROES = new byte[Ustar.END];

  private Packs() {}

  /**
   * Hands on every member, in order.
   *
   * @param name what to call the pack in refusals
   * @param pack begins with {@code length} bytes whose hash has been checked
   * @throws RefusedException with {@code PACK_MALFORMED} or {@code BLOB_DIGEST}
   */
  static void read(String name, byte[] pack, int length, PackConsumer consumer) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    int position = 0;
    Digest last = null;
    while (true) {
      if (length - position < Ustar.END) {
        throw refused(name, position, "the pack is cut off");
      }
      if (zero(pack, position, Ustar.BLOCK)) {
        break;
      }
      Ustar.Member member;
      try {
        member = Ustar.decode(pack, position);
      } catch (IllegalArgumentException e) {
        throw refused(name, position, String.valueOf(e.getMessage()));
      }
      if (last != null && member.digest().compareTo(last) <= 0) {
        throw refused(name, position, "members are not sorted, or one comes twice");
      }
      last = member.digest();
      int start = position + Ustar.BLOCK;
      if (member.size() > length - start - Ustar.END) {
        throw refused(name, position, "a member reaches past the end");
      }
      int size = (int) member.size();
      int padding = Ustar.padding(size);
      if (!zero(pack, start + size, padding)) {
        throw refused(name, position, "padding that is not zero");
      }
      sha256.update(pack, start, size);
      Digest actual = Digest.ofBytes(sha256.digest());
      if (!actual.equals(member.digest())) {
        throw new RefusedException(
            RefusalCode.BLOB_DIGEST, name, "expected " + member.digest() + ", got " + actual);
      }
      consumer.member(actual, pack, start, size);
      position = start + size + padding;
    }
    if (last == null || position + Ustar.END != length || !zero(pack, position, Ustar.END)) {
      throw refused(name, position, "the pack is empty, or does not end with two zero blocks");
    }
  }

  private static boolean zero(byte[] pack, int from, int length) {
    return Arrays.equals(pack, from, from + length, ZEROES, 0, length);
  }

  private static RefusedException refused(String name, int position, String reason) {
    return new RefusedException(
        RefusalCode.PACK_MALFORMED, name, "at byte " + position + ": " + reason);
  }
}
