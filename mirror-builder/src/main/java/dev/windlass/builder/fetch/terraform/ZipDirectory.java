package dev.windlass.builder.fetch.terraform;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The entries of a zip file (PKWARE APPNOTE 6.3), read so strictly that no two readers can see two
 * things: both headers of an entry agree, the entries fill the file without gap or overlap, names
 * lead downwards and differ also without case. Encryption, Zip64, comments of the archive, links
 * and second names are refused.
 */
final class ZipDirectory {
  private static final int MAX_ENTRIES = 10_000;
  private static final int MAX_DIRECTORY = 16 << 20;
  private static final long MAX_TOTAL = 4L << 30;
  private static final long UNSUSPICIOUS = 64L << 20;
  private static final int MAX_RATIO = 100;

  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int CENTRAL = 0x02014b50;
  private static final int CENTRAL_LENGTH = 46;
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_LENGTH = 30;
  private static final int DESCRIPTOR = 0x08074b50;

  private static final int FLAG_DESCRIPTOR = 1 << 3;
  private static final int FLAG_UTF8 = 1 << 11;
  private static final int FLAGS_ALLOWED = FLAG_DESCRIPTOR | FLAG_UTF8 | 0b110;
  private static final int EXTRA_ZIP64 = 0x0001;
  private static final int EXTRA_UNICODE_NAME = 0x7075;
  private static final int UNIX = 3;

  private ZipDirectory() {}

  /**
   * One entry.
   *
   * @param deflated false: stored
   * @param crc CRC-32 of the content
   * @param headerOffset where its local header begins
   * @param dataOffset where its bytes begin
   */
  record Entry(
      String name,
      int flags,
      boolean deflated,
      int crc,
      long compressed,
      long size,
      long headerOffset,
      long dataOffset) {
    private Entry at(long offset) {
      return new Entry(name, flags, deflated, crc, compressed, size, headerOffset, offset);
    }
  }

  /**
   * All entries, in the order of the file.
   *
   * @throws IllegalArgumentException with the defect, if the file is no zip of this strict form
   */
  static List<Entry> read(FileChannel zip) throws IOException {
    require(zip.size() >= END_LENGTH, "it is too short");
    ByteBuffer end = read(zip, zip.size() - END_LENGTH, END_LENGTH);
    require(end.getInt() == END, "it does not end with its directory: truncated, or appended to");
    require(end.getInt() == 0, "it spans several disks");
    int count = Short.toUnsignedInt(end.getShort());
    require(count == Short.toUnsignedInt(end.getShort()), "its entry counts differ");
    long length = Integer.toUnsignedLong(end.getInt());
    long offset = Integer.toUnsignedLong(end.getInt());
    require(count <= MAX_ENTRIES && length <= MAX_DIRECTORY, "its directory is too large");
    require(offset + length == zip.size() - END_LENGTH, "its directory is not where it says");
    List<Entry> entries = central(read(zip, offset, (int) length), count);
    return located(zip, entries, offset);
  }

  private static List<Entry> central(ByteBuffer in, int count) {
    List<Entry> entries = new ArrayList<>(count);
    Set<String> names = new HashSet<>();
    long total = 0;
    for (int i = 0; i < count; i++) {
      require(in.remaining() >= CENTRAL_LENGTH, "its directory is cut short");
      int start = in.position();
      require(in.getInt(start) == CENTRAL, "its directory is malformed");
      int nameLength = Short.toUnsignedInt(in.getShort(start + 28));
      int extraLength = Short.toUnsignedInt(in.getShort(start + 30));
      int next =
          start
              + CENTRAL_LENGTH
              + nameLength
              + extraLength
              + Short.toUnsignedInt(in.getShort(start + 32));
      require(next <= in.limit(), "its directory is cut short");
      int flags = Short.toUnsignedInt(in.getShort(start + 8));
      int method = Short.toUnsignedInt(in.getShort(start + 10));
      String name = name(in, start + CENTRAL_LENGTH, nameLength, flags);
      require((flags & ~FLAGS_ALLOWED) == 0, "encrypted or with unknown flags: " + name);
      require(method == 0 || method == 8, "neither stored nor deflated: " + name);
      require(names.add(name.toLowerCase(Locale.ROOT)), "two entries of one name: " + name);
      checkExtra(in, start + CENTRAL_LENGTH + nameLength, extraLength, name);
      checkType(in.getShort(start + 4), in.getInt(start + 38), name);
      Entry entry =
          new Entry(
              name,
              flags,
              method == 8,
              in.getInt(start + 16),
              Integer.toUnsignedLong(in.getInt(start + 20)),
              Integer.toUnsignedLong(in.getInt(start + 24)),
              Integer.toUnsignedLong(in.getInt(start + 42)),
              0);
      total += entry.size();
      require(
          total <= MAX_TOTAL
              && (entry.size() <= UNSUSPICIOUS || entry.size() / MAX_RATIO <= entry.compressed()),
          "it would unpack to more than a provider has: " + name);
      entries.add(entry);
      in.position(next);
    }
    require(!in.hasRemaining(), "its directory holds more than its entries");
    return entries;
  }

  private static String name(ByteBuffer in, int at, int length, int flags) {
    byte[] bytes = new byte[length];
    in.get(at, bytes);
    String name;
    try {
      name = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a name is not UTF-8", e);
    }
    boolean ascii = name.length() == length;
    require(ascii || (flags & FLAG_UTF8) != 0, "a name of unknown encoding");
    String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    boolean downwards =
        Arrays.stream(path.split("/", -1))
            .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    require(
        downwards && name.chars().noneMatch(c -> c < 0x20 || c == 0x7f || c == '\\' || c == ':'),
        "a name that does not lead downwards");
    return name;
  }

  private static void checkExtra(ByteBuffer in, int at, int length, String name) {
    int end = at + length;
    int position = at;
    while (position + 4 <= end) {
      int id = Short.toUnsignedInt(in.getShort(position));
      require(id != EXTRA_ZIP64 && id != EXTRA_UNICODE_NAME, "Zip64 or a second name: " + name);
      position += 4 + Short.toUnsignedInt(in.getShort(position + 2));
    }
    require(position == end, "malformed extra field: " + name);
  }

  private static void checkType(short madeBy, int attributes, String name) {
    int type = (attributes >>> 28) & 0xf;
    boolean plain = type == 0 || type == 8 || type == 4;
    require((madeBy >> 8) != UNIX || plain, "neither file nor directory: " + name);
  }

  /** Checks each entry against its local header and finds its bytes. */
  private static List<Entry> located(FileChannel zip, List<Entry> entries, long directory)
      throws IOException {
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparingLong(Entry::headerOffset));
    List<Entry> located = new ArrayList<>(sorted.size());
    long position = 0;
    for (int i = 0; i < sorted.size(); i++) {
      Entry entry = sorted.get(i);
      require(entry.headerOffset() == position, "a gap or an overlap before " + entry.name());
      long next = i + 1 < sorted.size() ? sorted.get(i + 1).headerOffset() : directory;
      Entry found = locate(zip, entry, next);
      located.add(found);
      position = next;
    }
    require(position == directory, "something lies before its directory");
    return located;
  }

  private static Entry locate(FileChannel zip, Entry entry, long next) throws IOException {
    String differs = "its two headers differ: " + entry.name();
    ByteBuffer fixed = read(zip, entry.headerOffset(), LOCAL_LENGTH);
    require(fixed.getInt(0) == LOCAL, "no header where its directory says: " + entry.name());
    int nameLength = Short.toUnsignedInt(fixed.getShort(26));
    int extraLength = Short.toUnsignedInt(fixed.getShort(28));
    require(Short.toUnsignedInt(fixed.getShort(6)) == entry.flags(), differs);
    require(Short.toUnsignedInt(fixed.getShort(8)) == (entry.deflated() ? 8 : 0), differs);
    boolean described = (entry.flags() & FLAG_DESCRIPTOR) != 0;
    require(agrees(fixed.getInt(14), entry.crc(), described), differs);
    require(agrees(fixed.getInt(18), (int) entry.compressed(), described), differs);
    require(agrees(fixed.getInt(22), (int) entry.size(), described), differs);
    ByteBuffer rest = read(zip, entry.headerOffset() + LOCAL_LENGTH, nameLength + extraLength);
    require(name(rest, 0, nameLength, entry.flags()).equals(entry.name()), differs);
    checkExtra(rest, nameLength, extraLength, entry.name());
    long data = entry.headerOffset() + LOCAL_LENGTH + nameLength + extraLength;
    checkTail(zip, entry, data + entry.compressed(), next, described);
    return entry.at(data);
  }

  private static boolean agrees(int local, int central, boolean described) {
    return local == central || (described && local == 0);
  }

  /** What follows the bytes: nothing, or the data descriptor with or without its signature. */
  private static void checkTail(
      FileChannel zip, Entry entry, long end, long next, boolean described) throws IOException {
    long length = next - end;
    require(
        described ? length == 12 || length == 16 : length == 0,
        "a gap or an overlap after " + entry.name());
    if (described) {
      ByteBuffer tail = read(zip, end, (int) length);
      boolean agrees =
          (length == 12 || tail.getInt() == DESCRIPTOR)
              && tail.getInt() == entry.crc()
              && tail.getInt() == (int) entry.compressed()
              && tail.getInt() == (int) entry.size();
      require(agrees, "its data descriptor differs: " + entry.name());
    }
  }

  private static ByteBuffer read(FileChannel zip, long offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (zip.read(buffer, offset + buffer.position()) < 0) {
        throw new EOFException("the file ended early");
      }
    }
    return buffer.flip();
  }

  private static void require(boolean condition, String defect) {
    if (!condition) {
      throw new IllegalArgumentException(defect);
    }
  }
}
