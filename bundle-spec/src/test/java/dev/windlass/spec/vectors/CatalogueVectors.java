package dev.windlass.spec.vectors;

import dev.windlass.spec.RefusalCode;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Defects of the catalogue, of its compression, and of what it says about blobs. */
final class CatalogueVectors {
  private static final String FRAME = "catalogue.jsonl.zst";
  private static final String FIRST = "(?s)^([^\n]*\n)([^\n]*\n).*";

  private CatalogueVectors() {}

  static List<GoldenVector> all() {
    return List.of(
        frame("zstd-not-at-all", frame -> VolumeVectors.ascii("{}\n")),
        frame("zstd-empty", frame -> new byte[0]),
        frame("zstd-cut-off", frame -> Arrays.copyOf(frame, frame.length - 5)),
        frame("zstd-trailing-bytes", frame -> PackVectors.append(frame, new byte[] {0})),
        frame("zstd-two-frames", frame -> PackVectors.append(frame, frame)),
        frame(
            "zstd-skippable-frame",
            frame -> PackVectors.append(PackVectors.with(new byte[8], 0, "P*M\u0018"), frame)),
        frame(
            "zstd-no-checksum",
            frame -> Zstandard.compressWithoutChecksum(Zstandard.decompress(frame))),
        frame("zstd-checksum-wrong", frame -> flip(frame, frame.length - 1)),
        frame("zstd-dictionary", frame -> PackVectors.with(frame, 4, "" + (char) (frame[4] | 1))),
        frame("zstd-reserved-bit", frame -> PackVectors.with(frame, 4, "" + (char) (frame[4] | 8))),
        frame("zstd-window-too-large", Zstandard::wideWindow),
        frame("zstd-bomb", frame -> Zstandard.compress(new byte[100_000])),
        frame(
            "zstd-other-size",
            frame ->
                Zstandard.compress(PackVectors.append(Zstandard.decompress(frame), new byte[1]))),
        GoldenVector.invalid(
            "zstd-ratio",
            RefusalCode.CATALOGUE_COMPRESSION,
            Bundles.small(bundle -> bundle.catalogue(text -> text + "\n".repeat(3_000_000)))),
        line("catalogue-bom", text -> "\u00ef\u00bb\u00bf" + text),
        line("catalogue-crlf", text -> text.replace("\n", "\r\n")),
        line("catalogue-no-final-line-feed", text -> text.substring(0, text.length() - 1)),
        line("catalogue-empty-line", text -> text + "\n"),
        line("catalogue-order", text -> text.replaceFirst(FIRST, "$2$1")),
        line("catalogue-duplicate-entry", text -> text.replaceFirst(FIRST, "$1$1$2")),
        line("catalogue-array", text -> "[" + text.trim() + "]\n"),
        line("catalogue-two-objects", text -> text.replaceFirst("\n", "{}\n")),
        line("catalogue-space", text -> text.replaceFirst(",", ", ")),
        line(
            "catalogue-key-order",
            text -> text.replaceFirst("(\"kind\":[^,]*),(\"coordinate\":[^,]*)", "$2,$1")),
        line("catalogue-key-duplicate", text -> text.replaceFirst("(\"size\":[0-9]+)", "$1,$1")),
        line(
            "catalogue-key-unknown",
            text -> text.replaceFirst("\"size\"", "\"colour\":\"red\",\"size\"")),
        line("catalogue-key-missing", text -> text.replaceFirst("\"size\":[0-9]+,", "")),
        line("catalogue-kind-unknown", text -> text.replaceFirst("\"file\"", "\"flie\"")),
        line(
            "catalogue-coordinate-traversal", text -> text.replaceFirst("tools/a.bin", "../a.bin")),
        line("catalogue-digest-algorithm", text -> text.replaceFirst("sha256:", "sha512:")),
        line(
            "catalogue-digest-upper-case",
            text -> text.replaceFirst("sha256:[0-9a-f]{8}", "sha256:ABCDEF01")),
        line("catalogue-size-negative", text -> text.replaceFirst("\"size\":", "\"size\":-")),
        line("catalogue-size-fraction", text -> text.replaceFirst("(\"size\":[0-9]+)", "$1.0")),
        line("catalogue-size-exponent", text -> text.replaceFirst("(\"size\":[0-9]+)", "$1e1")),
        line("catalogue-size-leading-zero", text -> text.replaceFirst("\"size\":", "\"size\":0")),
        line(
            "catalogue-size-too-large",
            text -> text.replaceFirst("\"size\":[0-9]+", "\"size\":9223372036854775808")),
        line(
            "catalogue-size-text",
            text -> text.replaceFirst("\"size\":([0-9]+)", "\"size\":\"$1\"")),
        line(
            "catalogue-null",
            text -> text.replaceFirst("\"origin\":\"[^\"]*\"", "\"origin\":null")),
        line(
            "catalogue-nested",
            text ->
                text.replaceFirst(
                    "\"origin\":\"[^\"]*\"",
                    "\"origin\":" + "[".repeat(10_000) + "]".repeat(10_000))),
        line("catalogue-escape-needless", text -> text.replaceFirst("https:", "https\\\\u003a")),
        line("catalogue-escape-slash", text -> text.replaceFirst("https://", "https:\\\\/\\\\/")),
        line("catalogue-control-character", text -> text.replaceFirst("https:", "https:\u0001")),
        line("catalogue-tab", text -> text.replaceFirst("https:", "https:\t")),
        line("catalogue-utf8-cut-off", text -> text.replaceFirst("https:", "https:\u00c3")),
        line("catalogue-utf8-overlong", text -> text.replaceFirst("https:", "https:\u00c0\u00af")),
        line(
            "catalogue-utf8-surrogate",
            text -> text.replaceFirst("https:", "https:\u00ed\u00a0\u0080")),
        line(
            "catalogue-absent-false",
            text ->
                text.replaceFirst(
                    "\"origin\":\"[^\"]*\"",
                    "\"links\":[{\"rel\":\"a\",\"digest\":\"sha256:"
                        + "0".repeat(64)
                        + "\",\"size\":1,\"mediaType\":\"a/b\",\"absent\":false}]")),
        line(
            "catalogue-attributes-order",
            text ->
                text.replaceFirst(
                    "\"origin\":\"[^\"]*\"", "\"attributes\":{\"b\":\"\",\"a\":\"\"}")),
        line(
            "catalogue-attributes-duplicate",
            text ->
                text.replaceFirst(
                    "\"origin\":\"[^\"]*\"", "\"attributes\":{\"a\":\"\",\"a\":\"\"}")),
        line(
            "catalogue-attributes-empty",
            text -> text.replaceFirst("\"origin\":\"[^\"]*\"", "\"attributes\":{}")),
        line(
            "catalogue-link-relation",
            text ->
                text.replaceFirst(
                    "\"origin\":\"[^\"]*\"",
                    "\"links\":[{\"rel\":\"A B\",\"digest\":\"sha256:"
                        + "0".repeat(64)
                        + "\",\"size\":1,\"mediaType\":\"a/b\"}]")),
        GoldenVector.invalid(
            "catalogue-line-too-long",
            RefusalCode.LIMIT_EXCEEDED,
            Bundles.small(bundle ->
                bundle.catalogue(
                    text -> text.replaceFirst("https:", "https:" + "x".repeat(1 << 20))))),
        GoldenVector.invalid(
            "catalogue-other-release",
            RefusalCode.CATALOGUE_DIGEST,
            Bundles.small(bundle ->
                bundle.bundle(text ->
                    text.replaceFirst(
                        "release: sha256:[0-9a-f]{64}", "release: sha256:" + "0".repeat(64))))),
        GoldenVector.invalid(
            "blob-missing",
            RefusalCode.BLOB_MISSING,
            Bundles.small(bundle -> bundle.catalogue(text -> text + entry("tools/c.bin", 1)))),
        GoldenVector.invalid(
            "blob-unlisted",
            RefusalCode.BLOB_UNLISTED,
            Bundles.small(bundle -> bundle.catalogue(text -> text.replaceFirst(FIRST, "$1")))),
        GoldenVector.invalid(
            "blob-twice",
            RefusalCode.BLOB_UNLISTED,
            Bundles.small(bundle -> {
              bundle.write(
                  "volume-001/packs/000002.tar", bundle.read("volume-001/packs/000001.tar"));
              bundle.files(text -> {
                String lines = text.substring(text.lastIndexOf("# "));
                return text + lines.replace("000001.tar", "000002.tar");
              });
            })),
        GoldenVector.invalid(
            "blob-size-other-than-catalogue",
            RefusalCode.BLOB_SIZE,
            Bundles.small(bundle ->
                bundle.catalogue(text -> text.replaceFirst("\"size\":100,", "\"size\":101,")))));
  }

  private static String entry(String path, int size) {
    return "{\"kind\":\"file\",\"coordinate\":\"%s\",\"digest\":\"sha256:%s\",\"size\":%d,\"mediaType\":\"a/b\"}\n"
        .formatted(path, "0".repeat(64), size);
  }

  private static byte[] flip(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    copy[at] ^= 1;
    return copy;
  }

  private static GoldenVector frame(String name, UnaryOperator<byte[]> edit) {
    return GoldenVector.invalid(
        name,
        RefusalCode.CATALOGUE_COMPRESSION,
        Bundles.small(bundle -> bundle.content(FRAME, edit)));
  }

  private static GoldenVector line(String name, UnaryOperator<String> edit) {
    return GoldenVector.invalid(
        name, RefusalCode.CATALOGUE_MALFORMED, Bundles.small(bundle -> bundle.catalogue(edit)));
  }
}
