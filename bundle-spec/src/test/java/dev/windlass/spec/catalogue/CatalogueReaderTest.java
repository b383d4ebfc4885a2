package dev.windlass.spec.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.coordinates.FileCoordinates;
import dev.windlass.spec.coordinates.NpmCoordinates;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueReaderTest {
  private static final Descriptor BLOB =
      new Descriptor(Digest.of(new byte[0]), 0, "application/gzip");

  private static List<CatalogueEntry> read(InputStream in) throws IOException {
    List<CatalogueEntry> entries = new ArrayList<>();
    try (CatalogueReader reader = new CatalogueReader("test", in, CatalogueLimits.FORMAT)) {
      for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        entries.add(entry.get());
      }
    }
    return entries;
  }

  private static void assertRefused(InputStream in, RefusalCode code) {
    assertThatThrownBy(() -> read(in))
        .isInstanceOfSatisfying(
            RefusedException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  @Test
  void readsTheEmptyCatalogue() throws IOException {
    assertThat(read(InputStream.nullInputStream())).isEmpty();
  }

  @Test
  void writesTheFormThatTheSpecificationShows() throws IOException {
    CatalogueEntry entry =
        CatalogueEntry.of(new NpmCoordinates.Version("@scope/left-pad", "1.3.0"), BLOB)
            .withOrigin("https://registry.npmjs.org/left-pad")
            .withLicence("MIT \"or\" \\ \u00e4")
            .withAttributes(Map.of("shasum", "00", "integrity", "sha512-x"))
            .withEvidence(List.of(Link.named("signature", "key", BLOB)))
            .withLinks(
                List.of(
                    Link.of("metadata", BLOB), Link.absent("manifest", Optional.empty(), BLOB)));
    String blob =
        "\"digest\":\"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\","
            + "\"size\":0,\"mediaType\":\"application/gzip\"";
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    CatalogueWriter.write(List.of(entry), out);

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"kind\":\"npm\",\"coordinate\":\"@scope/left-pad@1.3.0\","
                + blob
                + ",\"origin\":\"https://registry.npmjs.org/left-pad\","
                + "\"licence\":\"MIT \\\"or\\\" \\\\ \u00e4\","
                + "\"attributes\":{\"integrity\":\"sha512-x\",\"shasum\":\"00\"},"
                + "\"evidence\":[{\"rel\":\"signature\",\"name\":\"key\","
                + blob
                + "}],\"links\":[{\"rel\":\"metadata\","
                + blob
                + "},{\"rel\":\"manifest\","
                + blob
                + ",\"absent\":true}]}\n");
    assertThat(read(new ByteArrayInputStream(out.toByteArray()))).containsExactly(entry);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void readsBackWhatWasWritten(long seed) throws IOException {
    Random random = new Random(seed);
    Map<String, CatalogueEntry> entries = new TreeMap<>();
    for (int i = 0; i < 300; i++) {
      String path = "f" + random.nextInt(1_000_000);
      entries.put(path, entry(random, path));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    ReleaseId release = CatalogueWriter.write(entries.values(), out);

    byte[] bytes = out.toByteArray();
    assertThat(release.digest()).isEqualTo(Digest.of(bytes));
    assertThat(read(new ByteArrayInputStream(bytes)))
        .containsExactlyInAnyOrderElementsOf(entries.values());
  }

  private static CatalogueEntry entry(Random random, String path) {
    Map<String, String> attributes = new TreeMap<>();
    List<Link> links = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      attributes.put("a" + random.nextInt(100), text(random));
      links.add(
          new Link(
              "rel",
              random.nextBoolean() ? Optional.of(text(random)) : Optional.empty(),
              descriptor(random),
              random.nextBoolean()));
    }
    CatalogueEntry entry =
        CatalogueEntry.of(new FileCoordinates(path), descriptor(random))
            .withAttributes(attributes)
            .withEvidence(links)
            .withLinks(links);
    return random.nextBoolean() ? entry.withOrigin(text(random)).withLicence(text(random)) : entry;
  }

  private static Descriptor descriptor(Random random) {
    Digest digest =
        new Digest(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    return new Descriptor(digest, random.nextLong() >>> 1 >>> random.nextInt(62), text(random));
  }

  private static String text(Random random) {
    int[] points = {
      'a', '"', '\\', ' ', '/', 0x80, 0xe4, 0x2028, 0xfeff, 0xffff, 0x1f600, 0x10ffff
    };
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\0", "\u007f", "\ud800", "\udc00x", "x\ud800y"})
  void writesNoTextThatTwoReadersCouldReadDifferently(String text) {
    CatalogueEntry entry = CatalogueEntry.of(new FileCoordinates("a"), BLOB).withOrigin(text);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CatalogueWriter.write(List.of(entry), new ByteArrayOutputStream()));
  }

  @Test
  void writesEntriesOnlyInOrder() throws IOException {
    CatalogueWriter writer = new CatalogueWriter(new ByteArrayOutputStream());
    writer.add(CatalogueEntry.of(new FileCoordinates("b"), BLOB));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.add(CatalogueEntry.of(new FileCoordinates("b"), BLOB)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.add(CatalogueEntry.of(new FileCoordinates("a"), BLOB)));
  }

  /** Everything cut off, and every byte altered, of a line of each shape. */
  @Test
  void takesNoLineThatWasAlteredForAnotherOfTheSameBytes() throws IOException {
    Random random = new Random(3);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CatalogueWriter.write(List.of(entry(random, "a"), entry(random, "b")), out);
    byte[] bytes = out.toByteArray();
    for (int at = 0; at < bytes.length; at++) {
      for (int bit : new int[] {1, 2, 0x20, 0x80}) {
        byte[] altered = bytes.clone();
        altered[at] ^= (byte) bit;
        try {
          ByteArrayOutputStream again = new ByteArrayOutputStream();
          CatalogueWriter.write(read(new ByteArrayInputStream(altered)), again);
          assertThat(again.toByteArray()).isEqualTo(altered);
        } catch (RefusedException e) {
          assertThat(e.code()).isEqualTo(RefusalCode.CATALOGUE_MALFORMED);
        }
      }
    }
  }

  @Test
  void boundsTheNumberOfLines() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CatalogueWriter.write(
        List.of(
            CatalogueEntry.of(new FileCoordinates("a"), BLOB),
            CatalogueEntry.of(new FileCoordinates("b"), BLOB)),
        out);
    CatalogueReader reader =
        new CatalogueReader(
            "test", new ByteArrayInputStream(out.toByteArray()), new CatalogueLimits(1000, 1));
    reader.next();
    assertThatThrownBy(reader::next)
        .isInstanceOfSatisfying(
            RefusedException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(RefusalCode.LIMIT_EXCEEDED));
  }

  @Test
  void stopsAtEndlessLines() {
    assertRefused(endless((byte) 'x'), RefusalCode.LIMIT_EXCEEDED);
    assertRefused(endless((byte) '{'), RefusalCode.LIMIT_EXCEEDED);
  }

  @Test
  void stopsAtEndlessEmptyLines() {
    assertRefused(endless((byte) '\n'), RefusalCode.CATALOGUE_MALFORMED);
  }

  private static InputStream endless(byte value) {
    return new InputStream() {
      @Override
      public int read() {
        return value;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) {
        java.util.Arrays.fill(buffer, offset, offset + length, value);
        return length;
      }
    };
  }

  @Test
  void boundsTheMembersOfALine() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Descriptor tiny = new Descriptor(BLOB.digest(), 0, "");
    CatalogueWriter.write(
        List.of(
            CatalogueEntry.of(new FileCoordinates("a"), BLOB)
                .withLinks(java.util.Collections.nCopies(10_001, Link.of("a", tiny)))),
        out);
    assertThatThrownBy(() -> read(new ByteArrayInputStream(out.toByteArray())))
        .isInstanceOf(RefusedException.class);
  }
}
