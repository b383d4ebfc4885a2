package dev.windlass.server.serve.maven;

import dev.windlass.spec.content.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Files by path, in about a hundred bytes each whatever the length of the path: of a path only half
 * of its SHA-256 is kept, which no two paths share. Filled by one thread, then read by many.
 */
final class FileTable {
  /** Words of a record: two of the path's hash, four of the digest, three of the SHA-1. */
  private static final int WORDS = 9;

  private static final int CHUNK = 1 << 12;
  private static final long SHA1_KNOWN = 1;

  private long[][] chunks = new long[16][];
  private int[] slots = new int[1 << 12];
  private int count;

  /** Adds a file unless the path is taken. Returns whether it was added. */
  boolean add(String path, RepositoryFile file) {
    ByteBuffer hash = hash(path);
    int slot = slot(hash);
    if (slots[slot] != 0) {
      return false;
    }
    if (count % CHUNK == 0) {
      int chunk = count / CHUNK;
      chunks = chunk == chunks.length ? Arrays.copyOf(chunks, chunk * 2) : chunks;
      chunks[chunk] = new long[CHUNK * WORDS];
    }
    long[] chunk = chunks[count / CHUNK];
    int at = (count % CHUNK) * WORDS;
    chunk[at] = hash.getLong(0);
    chunk[at + 1] = hash.getLong(8);
    chunk[at + 2] = file.digest().a();
    chunk[at + 3] = file.digest().b();
    chunk[at + 4] = file.digest().c();
    chunk[at + 5] = file.digest().d();
    file.sha1().ifPresent(hex -> writeSha1(chunk, at + 6, hex));
    count++;
    slots[slot] = count;
    if (count > slots.length / 2) {
      grow();
    }
    return true;
  }

  Optional<RepositoryFile> find(String path) {
    int record = slots[slot(hash(path))] - 1;
    if (record < 0) {
      return Optional.empty();
    }
    long[] chunk = chunks[record / CHUNK];
    int at = (record % CHUNK) * WORDS;
    Digest digest = new Digest(chunk[at + 2], chunk[at + 3], chunk[at + 4], chunk[at + 5]);
    return Optional.of(new RepositoryFile(digest, readSha1(chunk, at + 6)));
  }

  private static ByteBuffer hash(String path) {
    return ByteBuffer.wrap(Digest.sha256().digest(path.getBytes(StandardCharsets.UTF_8)));
  }

  /** The slot that holds the path's record, or the empty one where it would go. */
  private int slot(ByteBuffer hash) {
    long high = hash.getLong(0);
    long low = hash.getLong(8);
    int mask = slots.length - 1;
    int slot = (int) high & mask;
    while (slots[slot] != 0) {
      int record = slots[slot] - 1;
      long[] chunk = chunks[record / CHUNK];
      int at = (record % CHUNK) * WORDS;
      if (chunk[at] == high && chunk[at + 1] == low) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    int[] larger = new int[slots.length * 2];
    int mask = larger.length - 1;
    for (int record = 0; record < count; record++) {
      int slot = (int) chunks[record / CHUNK][(record % CHUNK) * WORDS] & mask;
      while (larger[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      larger[slot] = record + 1;
    }
    slots = larger;
  }

  private static void writeSha1(long[] chunk, int at, String hex) {
    ByteBuffer bytes = ByteBuffer.allocate(24).put(HexFormat.of().parseHex(hex));
    chunk[at] = bytes.getLong(0);
    chunk[at + 1] = bytes.getLong(8);
    chunk[at + 2] = bytes.getLong(16) | SHA1_KNOWN;
  }

  private static Optional<String> readSha1(long[] chunk, int at) {
    if ((chunk[at + 2] & SHA1_KNOWN) == 0) {
      return Optional.empty();
    }
    HexFormat hex = HexFormat.of();
    return Optional.of(
        hex.toHexDigits(chunk[at])
            + hex.toHexDigits(chunk[at + 1])
            + hex.toHexDigits(chunk[at + 2]).substring(0, 8));
  }
}
