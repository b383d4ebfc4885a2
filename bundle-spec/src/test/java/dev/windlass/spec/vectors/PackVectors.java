package dev.windlass.spec.vectors;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.content.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Defects of packs, parts and blobs. */
final class PackVectors {
  private static final int BLOCK = 512;

  private PackVectors() {}

  static List<GoldenVector> all() {
    return List.of(
        defect("pack-empty", pack -> new byte[2 * BLOCK]),
        defect("pack-cut-off", pack -> Arrays.copyOf(pack, pack.length - (3 * BLOCK))),
        defect("pack-one-zero-block", pack -> Arrays.copyOf(pack, pack.length - BLOCK)),
        defect("pack-three-zero-blocks", pack -> append(pack, new byte[BLOCK])),
        defect("pack-trailing-bytes", pack -> append(pack, new byte[] {1})),
        defect("pack-second-archive", pack -> append(pack, pack)),
        defect("pack-end-not-zero", pack -> with(pack, pack.length - 1, "\1")),
        defect("pack-padding-not-zero", pack -> with(pack, BLOCK + 511, "\1")),
        defect("pack-order", PackVectors::swapMembers),
        defect("pack-duplicate", PackVectors::doubleFirst),
        defect("pack-checksum", pack -> with(pack, 148, "000000")),
        header("pack-name-other", 0, "blobs/sha255/"),
        header("pack-name-traversal", 0, "../../sha256/"),
        header("pack-name-long", 77, "x"),
        header("pack-mode", 100, "0000755"),
        header("pack-owner", 108, "0001750"),
        header("pack-time", 136, "14000000000"),
        header("pack-size-past-end", 124, "77777777777"),
        header("pack-size-shorter", 124, "00000000143"),
        header("pack-size-binary", 124, "\u0080\0\0\0\0\0\0\0\0\0\0d"),
        header("pack-size-spaces", 124, "        144"),
        header("pack-type-old", 156, "\0"),
        header("pack-type-hard-link", 156, "1"),
        header("pack-type-symbolic-link", 156, "2"),
        header("pack-type-device", 156, "3"),
        header("pack-type-directory", 156, "5"),
        header("pack-type-fifo", 156, "6"),
        header("pack-type-pax", 156, "x"),
        header("pack-type-pax-global", 156, "g"),
        header("pack-type-gnu-long-name", 156, "L"),
        header("pack-type-gnu-sparse", 156, "S"),
        header("pack-link-name", 157, "/etc/passwd"),
        header("pack-magic-gnu", 257, "ustar  "),
        header("pack-magic-old", 257, "\0\0\0\0\0\0\0\0"),
        header("pack-user-name", 265, "root"),
        header("pack-prefix", 345, "prefix"),
        header("pack-header-tail", 511, "x"),
        GoldenVector.invalid(
            "pack-member-altered",
            RefusalCode.BLOB_DIGEST,
            Bundles.small(
                bundle -> bundle.content(bundle.pack(), pack -> with(pack, BLOCK, "altered")))),
        GoldenVector.invalid(
            "blob-altered",
            RefusalCode.BLOB_DIGEST,
            Bundles.image(bundle ->
                bundle.content(firstBlob(bundle), bytes -> with(bytes, bytes.length - 1, "x")))),
        GoldenVector.invalid(
            "part-swapped-with-equal-size",
            RefusalCode.FILE_HASH,
            Bundles.parts(bundle -> bundle.flip("volume-002/" + part(bundle, "0002")))),
        GoldenVector.invalid(
            "parts-altered",
            RefusalCode.BLOB_DIGEST,
            Bundles.parts(bundle -> {
              bundle.flip("volume-002/" + part(bundle, "0002"));
              bundle.seal();
            })),
        GoldenVector.invalid(
            "parts-gap",
            RefusalCode.PARTS_MALFORMED,
            Bundles.parts(bundle -> rename(bundle, "volume-002/", "0002", "0004"))),
        GoldenVector.invalid(
            "parts-no-first",
            RefusalCode.PARTS_MALFORMED,
            Bundles.parts(bundle -> rename(bundle, "volume-001/", "0001", "0009"))),
        GoldenVector.invalid(
            "parts-duplicate",
            RefusalCode.PARTS_MALFORMED,
            Bundles.parts(bundle -> {
              String part = part(bundle, "0001");
              bundle.write("volume-002/" + part, bundle.read("volume-001/" + part));
              bundle.seal();
            })),
        GoldenVector.invalid(
            "parts-only-one",
            RefusalCode.PARTS_MALFORMED,
            Bundles.small(bundle -> {
              bundle.write(
                  "volume-001/blobs/sha256/" + "0".repeat(64) + ".part-0001", new byte[] {1});
              bundle.seal();
            })));
  }

  private static String firstBlob(BundleEditor bundle) throws java.io.IOException {
    try (var paths = java.nio.file.Files.list(bundle.path("volume-001/blobs/sha256"))) {
      return "blobs/sha256/"
          + paths.map(path -> path.getFileName().toString()).sorted().findFirst().orElseThrow();
    }
  }

  private static String part(BundleEditor bundle, String number) throws java.io.IOException {
    return firstBlob(bundle).replaceFirst("[.]part.*", "") + ".part-" + number;
  }

  private static void rename(BundleEditor bundle, String volume, String from, String to)
      throws java.io.IOException {
    String source = volume + part(bundle, from);
    bundle.write(volume + part(bundle, to), bundle.read(source));
    bundle.delete(source);
    bundle.seal();
  }

  private static GoldenVector defect(String name, UnaryOperator<byte[]> edit) {
    return GoldenVector.invalid(
        name,
        RefusalCode.PACK_MALFORMED,
        Bundles.small(bundle -> bundle.content(bundle.pack(), edit)));
  }

  /** Alters the first member's header and makes its checksum good again. */
  private static GoldenVector header(String name, int at, String text) {
    return defect(name, pack -> checksummed(with(pack, at, text)));
  }

  static byte[] checksummed(byte[] pack) {
    byte[] blank = with(pack, 148, "        ");
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += blank[i] & 0xff;
    }
    return with(blank, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
  }

  static byte[] with(byte[] bytes, int at, String text) {
    byte[] copy = bytes.clone();
    byte[] put = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(put, 0, copy, at, put.length);
    return copy;
  }

  static byte[] append(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  private static int firstSpan(byte[] pack) {
    int size = Integer.parseInt(new String(pack, 124, 11, StandardCharsets.US_ASCII), 8);
    return BLOCK + ((size + BLOCK - 1) / BLOCK * BLOCK);
  }

  private static byte[] swapMembers(byte[] pack) {
    int first = firstSpan(pack);
    int end = pack.length - (2 * BLOCK);
    byte[] swapped = append(Arrays.copyOfRange(pack, first, end), Arrays.copyOf(pack, first));
    return append(swapped, new byte[2 * BLOCK]);
  }

  private static byte[] doubleFirst(byte[] pack) {
    return append(Arrays.copyOf(pack, firstSpan(pack)), pack);
  }

  static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
