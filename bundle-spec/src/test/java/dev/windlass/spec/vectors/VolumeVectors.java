package dev.windlass.spec.vectors;

import dev.windlass.spec.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.function.UnaryOperator;

/** Defects of FILES lists and of the set of files in volumes. */
final class VolumeVectors {
  private static final String LISTED =
      "(?s)(# [^\n]*\n[^\n]*catalogue.jsonl.zst\n)(# [^\n]*\n[^\n]*000001.tar\n)";
  private static final String PACK = "volume-001/packs/000001.tar";

  private VolumeVectors() {}

  static List<GoldenVector> all() {
    return List.of(
        defect("files-crlf", text -> text.replace("\n", "\r\n")),
        defect("files-no-final-line-feed", text -> text.substring(0, text.length() - 1)),
        defect("files-trailing-line", text -> text + "# 1 text/plain\n"),
        defect("files-version", text -> text.replace("windlass-files: 1", "windlass-files: 2")),
        defect("files-other-volume", text -> text.replace("volume: 1", "volume: 2")),
        defect("files-nothing-listed", text -> text.replaceFirst(LISTED, "")),
        defect("files-no-catalogue", text -> text.replaceFirst(LISTED, "$2")),
        defect("files-order", text -> text.replaceFirst(LISTED, "$2$1")),
        defect("files-duplicate", text -> text.replaceFirst(LISTED, "$1$2$2")),
        defect("files-no-size", text -> text.replaceFirst("# [0-9]+ application/x-tar\n", "")),
        defect("files-size-leading-zero", text -> text.replaceFirst("# ([0-9]+) app", "# 0$1 app")),
        defect("files-size-negative", text -> text.replaceFirst("# ([0-9]+) app", "# -$1 app")),
        defect(
            "files-media-type-grammar",
            text -> text.replace("application/x-tar", "application x-tar")),
        defect("files-media-type-other", text -> text.replace("application/x-tar", "text/plain")),
        defect("files-unknown-path", text -> text.replace("packs/000001.tar", "packs/readme.txt")),
        defect(
            "files-path-traversal",
            text -> text.replace("packs/000001.tar", "../packs/000001.tar")),
        defect(
            "files-path-absolute", text -> text.replace("packs/000001.tar", "/packs/000001.tar")),
        defect(
            "files-path-backslash", text -> text.replace("packs/000001.tar", "packs\\000001.tar")),
        defect("files-path-device-name", text -> text.replace("packs/000001.tar", "packs/con.tar")),
        defect(
            "files-path-trailing-dot",
            text -> text.replace("packs/000001.tar", "packs/000001.tar.")),
        defect("files-path-stream", text -> text.replace("packs/000001.tar", "packs/000001.tar:a")),
        defect("files-pack-zero", text -> text.replace("packs/000001.tar", "packs/000000.tar")),
        defect(
            "files-pack-oversize",
            text ->
                text.replaceFirst("# [0-9]+ application/x-tar", "# 67108865 application/x-tar")),
        defect("files-part-zero", text -> text + part("0000", 1)),
        defect("files-part-empty", text -> text.replaceFirst(LISTED, part("0001", 0) + "$1$2")),
        invalid(
            "files-oci-index-type",
            RefusalCode.FILES_MALFORMED,
            Bundles.image(bundle ->
                bundle.files(text -> text.replace("vnd.oci.image.index.v1+json", "json")))),
        invalid(
            "files-catalogue-in-volume-2",
            RefusalCode.FILES_MALFORMED,
            Bundles.parts(bundle -> {
              bundle.write(
                  "volume-002/catalogue.jsonl.zst", bundle.read("volume-001/catalogue.jsonl.zst"));
              bundle.seal();
            })),
        invalid(
            "delta-reserved",
            RefusalCode.DELTA_UNSUPPORTED,
            Bundles.small(bundle ->
                bundle.files(text ->
                    text.replaceFirst(
                        LISTED,
                        "$1# 1 application/octet-stream\n" + "0".repeat(128) + "  deltas/a\n$2")))),
        invalid(
            "files-missing",
            RefusalCode.FILES_MISSING,
            Bundles.small(bundle -> bundle.delete("volume-001/FILES"))),
        invalid(
            "files-altered",
            RefusalCode.FILES_HASH,
            Bundles.small(bundle -> bundle.flip("volume-001/FILES"))),
        invalid("file-altered", RefusalCode.FILE_HASH, Bundles.small(bundle -> bundle.flip(PACK))),
        invalid(
            "file-longer",
            RefusalCode.FILE_SIZE,
            Bundles.small(
                bundle -> bundle.write(PACK, PackVectors.append(bundle.read(PACK), new byte[1])))),
        invalid(
            "file-missing", RefusalCode.FILE_MISSING, Bundles.small(bundle -> bundle.delete(PACK))),
        invalid(
            "file-added",
            RefusalCode.FILE_UNLISTED,
            Bundles.small(bundle -> bundle.write("volume-001/packs/000002.tar", new byte[1]))),
        invalid(
            "file-in-added-directory",
            RefusalCode.FILE_UNLISTED,
            Bundles.small(bundle -> bundle.write("volume-001/more/file", new byte[1]))),
        invalid(
            "file-renamed",
            RefusalCode.FILE_UNLISTED,
            Bundles.small(bundle -> {
              bundle.write("volume-001/packs/000001.TAR", bundle.read(PACK));
              bundle.delete(PACK);
            })),
        invalid(
            "name-hidden",
            RefusalCode.NAME_FORBIDDEN,
            Bundles.small(bundle -> bundle.write("volume-001/.hidden", new byte[1]))),
        invalid(
            "name-with-space",
            RefusalCode.NAME_FORBIDDEN,
            Bundles.small(bundle -> bundle.write("volume-001/packs/a b", new byte[1]))),
        invalid(
            "name-not-ascii",
            RefusalCode.NAME_FORBIDDEN,
            Bundles.small(bundle -> bundle.write("volume-001/packs/\u00e4", new byte[1]))),
        invalid(
            "volume-missing",
            RefusalCode.VOLUME_MISSING,
            Bundles.parts(bundle -> {
              bundle.deleteTree("volume-003");
            })),
        invalid(
            "volume-unknown",
            RefusalCode.VOLUME_UNKNOWN,
            Bundles.small(
                bundle -> bundle.write("volume-002/FILES", bundle.read("volume-001/FILES")))),
        invalid(
            "root-unknown-name",
            RefusalCode.ROOT_UNKNOWN_NAME,
            Bundles.small(bundle -> bundle.write("README.txt", new byte[1]))),
        invalid(
            "root-volume-number",
            RefusalCode.ROOT_UNKNOWN_NAME,
            Bundles.small(
                bundle -> bundle.write("volume-1/FILES", bundle.read("volume-001/FILES")))),
        invalid(
            "volumes-swapped",
            RefusalCode.FILES_HASH,
            Bundles.parts(bundle -> {
              Files.move(bundle.path("volume-002"), bundle.path("spare"));
              Files.move(bundle.path("volume-003"), bundle.path("volume-002"));
              Files.move(bundle.path("spare"), bundle.path("volume-003"));
            })),
        invalid(
            "totals-files",
            RefusalCode.TOTALS_MISMATCH,
            Bundles.small(bundle -> bundle.bundle(text -> text.replace("files: 3", "files: 4")))),
        invalid(
            "totals-bytes",
            RefusalCode.TOTALS_MISMATCH,
            Bundles.small(bundle ->
                bundle.bundle(text -> text.replaceFirst("# bytes: ([0-9]+)", "# bytes: $10")))));
  }

  private static GoldenVector defect(String name, UnaryOperator<String> edit) {
    return invalid(name, RefusalCode.FILES_MALFORMED, Bundles.small(bundle -> bundle.files(edit)));
  }

  static GoldenVector invalid(String name, RefusalCode code, GoldenVector.Maker maker) {
    return GoldenVector.invalid(name, code, maker);
  }

  private static String part(String number, int size) {
    return "# %d application/octet-stream\n%s  blobs/sha256/%s.part-%s\n"
        .formatted(size, "0".repeat(128), "0".repeat(64), number);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
