package dev.windlass.builder.fetch.terraform;

import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The {@code h1:} hash of a provider package, as lock files hold it: Go's {@code dirhash.Hash1},
 * the SHA-256 over the sorted lines {@code <sha256 of the content> <name>}.
 */
final class PackageHash {
  private static final int BUFFER = 64 * 1024;

  private PackageHash() {}

  /**
   * @throws IllegalArgumentException if the file is no strict zip, or an entry's content is not
   *     what its header says
   */
  static String h1(Path zip) throws IOException {
    SortedMap<byte[], String> lines = new TreeMap<>(Arrays::compareUnsigned);
    try (FileChannel channel = FileChannel.open(zip, StandardOpenOption.READ)) {
      for (ZipDirectory.Entry entry : ZipDirectory.read(channel)) {
        String hex = HexFormat.of().formatHex(sha256(channel, entry));
        lines.put(entry.name().getBytes(StandardCharsets.UTF_8), hex + "  " + entry.name() + "\n");
      }
    }
    MessageDigest all = Digest.sha256();
    lines.values().forEach(line -> all.update(line.getBytes(StandardCharsets.UTF_8)));
    return "h1:" + Base64.getEncoder().encodeToString(all.digest());
  }

  private static byte[] sha256(FileChannel zip, ZipDirectory.Entry entry) throws IOException {
    Content content = new Content(entry);
    ByteBuffer in = ByteBuffer.allocate(BUFFER);
    byte[] out = new byte[BUFFER];
    long left = entry.compressed();
    long position = entry.dataOffset();
    try (Inflater inflater = new Inflater(true)) {
      while (left > 0) {
        in.clear().limit((int) Math.min(BUFFER, left));
        int count = zip.read(in, position);
        if (count <= 0) {
          throw content.wrong();
        }
        position += count;
        left -= count;
        if (entry.deflated()) {
          inflater.setInput(in.array(), 0, count);
          inflate(inflater, out, content);
        } else {
          content.add(in.array(), count);
        }
      }
      if (entry.deflated() && (!inflater.finished() || inflater.getRemaining() > 0)) {
        throw content.wrong();
      }
    }
    return content.finish();
  }

  private static void inflate(Inflater inflater, byte[] out, Content content) {
    try {
      for (int count = inflater.inflate(out); count > 0; count = inflater.inflate(out)) {
        content.add(out, count);
      }
    } catch (DataFormatException e) {
      throw new IllegalArgumentException(content.wrong().getMessage(), e);
    }
    if (inflater.finished() && inflater.getRemaining() > 0) {
      throw content.wrong();
    }
  }

  /** Checks an entry's size and CRC while its content passes. */
  private static final class Content {
    private final ZipDirectory.Entry entry;
    private final MessageDigest sha256 = Digest.sha256();
    private final CRC32 crc = new CRC32();
    private long seen;

    Content(ZipDirectory.Entry entry) {
      this.entry = entry;
    }

    void add(byte[] bytes, int count) {
      seen += count;
      if (seen > entry.size()) {
        throw wrong();
      }
      sha256.update(bytes, 0, count);
      crc.update(bytes, 0, count);
    }

    byte[] finish() {
      if (seen != entry.size() || (int) crc.getValue() != entry.crc()) {
        throw wrong();
      }
      return sha256.digest();
    }

    IllegalArgumentException wrong() {
      return new IllegalArgumentException(
          "content that is not what its header says: " + entry.name());
    }
  }
}
