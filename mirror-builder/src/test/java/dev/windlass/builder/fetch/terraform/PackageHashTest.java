package dev.windlass.builder.fetch.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageHashTest {
  @TempDir private Path directory;

  /** A zip as Go and Java write them: with data descriptors. */
  private static byte[] zip(String... names) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(("content of " + name + "\n").getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  private String hash(byte[] zip) throws IOException {
    return PackageHash.h1(Files.write(directory.resolve("package.zip"), zip));
  }

  private void assertRefused(byte[] zip, String reason) {
    assertThatThrownBy(() -> hash(zip))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  /** The position of the n-th occurrence of a header's signature. */
  private static int find(byte[] zip, int signature, int occurrence) {
    ByteBuffer buffer = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int found = 0;
    for (int i = 0; i + 4 <= zip.length; i++) {
      if (buffer.getInt(i) == signature && found++ == occurrence) {
        return i;
      }
    }
    throw new IllegalStateException("no such header");
  }

  private static int local(byte[] zip, int occurrence) {
    return find(zip, 0x04034b50, occurrence);
  }

  private static int central(byte[] zip, int occurrence) {
    return find(zip, 0x02014b50, occurrence);
  }

  private static byte[] rename(byte[] zip, int nameAt, String name) {
    byte[] renamed = zip.clone();
    System.arraycopy(name.getBytes(StandardCharsets.UTF_8), 0, renamed, nameAt, name.length());
    return renamed;
  }

  @Test
  void computesWhatGoComputes() throws IOException {
    // Computed apart from this code; that OpenTofu computes the same, TerraformIT shows.
    assertThat(hash(zip("b.txt", "a.txt")))
        .isEqualTo("h1:8XTU6j155RIDejeNTpVGjUQs7fixlJEMleuv0fbptmA=");
  }

  @Test
  void refusesTruncatedAndAppended() throws IOException {
    byte[] zip = zip("a");
    assertRefused(Arrays.copyOf(zip, zip.length - 1), "truncated");
    assertRefused(Arrays.copyOf(zip, zip.length + 1), "appended");
    assertRefused(new byte[3], "too short");
  }

  @Test
  void refusesContentBeforeTheFirstEntry() throws IOException {
    byte[] zip = zip("a");
    byte[] shifted = new byte[zip.length + 10];
    System.arraycopy(zip, 0, shifted, 10, zip.length);
    assertRefused(shifted, "directory is not where it says");
  }

  @Test
  void refusesHeadersThatDiffer() throws IOException {
    byte[] zip = zip("aaa", "bbb");
    assertRefused(rename(zip, local(zip, 0) + 30, "aax"), "two headers differ");
    byte[] size = zip.clone();
    size[local(zip, 0) + 22] = 1;
    assertRefused(size, "two headers differ");
  }

  @Test
  void refusesTwoEntriesOfOneName() throws IOException {
    byte[] zip = zip("aaa", "bbb");
    byte[] twice = rename(rename(zip, local(zip, 1) + 30, "AAA"), central(zip, 1) + 46, "AAA");
    assertRefused(twice, "two entries of one name");
  }

  @Test
  void refusesNamesThatDoNotLeadDownwards() throws IOException {
    for (String name : List.of("../a", "/a", "a/./b", "a//b", "..", "c:\\a", "a\nb")) {
      assertRefused(zip(name), "downwards");
    }
  }

  @Test
  void refusesLinks() throws IOException {
    byte[] zip = zip("a");
    byte[] link = zip.clone();
    link[central(zip, 0) + 5] = 3;
    link[central(zip, 0) + 41] = (byte) 0xa1;
    assertRefused(link, "neither file nor directory");
  }

  @Test
  void refusesEncryption() throws IOException {
    byte[] zip = zip("a");
    zip[central(zip, 0) + 8] |= 1;
    assertRefused(zip, "encrypted");
  }

  @Test
  void refusesContentThatIsNotWhatItsHeaderSays() throws IOException {
    byte[] zip = zip("a");
    zip[local(zip, 0) + 33] ^= 0x10;
    assertRefused(zip, "not what its header says");
  }

  @Test
  void refusesOverlappingEntries() throws IOException {
    byte[] zip = zip("aaa", "bbb");
    byte[] overlapping = zip.clone();
    ByteBuffer.wrap(overlapping).order(ByteOrder.LITTLE_ENDIAN).putInt(central(zip, 1) + 42, 0);
    assertRefused(overlapping, "a gap or an overlap");
  }

  @Test
  void refusesBombs() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("bomb"));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 80; i++) {
        zip.write(zeros);
      }
    }
    assertRefused(out.toByteArray(), "unpack to more");
  }
}
