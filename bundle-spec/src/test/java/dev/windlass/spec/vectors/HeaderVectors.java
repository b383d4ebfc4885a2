package dev.windlass.spec.vectors;

import dev.windlass.spec.RefusalCode;
import java.util.List;
import java.util.function.UnaryOperator;

/** Defects of BUNDLE and of the files beside it. */
final class HeaderVectors {
  private HeaderVectors() {}

  static List<GoldenVector> all() {
    return List.of(
        defect("header-empty", text -> ""),
        defect("header-no-bundle", text -> "hello\n"),
        defect("header-bom", text -> "\u00ef\u00bb\u00bf" + text),
        defect("header-crlf", text -> text.replace("\n", "\r\n")),
        defect("header-nul", text -> text.replace("dev", "de\0")),
        defect("header-not-ascii", text -> text.replace("enclave-a", "enclave-\u00e4")),
        defect("header-no-final-line-feed", text -> text.substring(0, text.length() - 1)),
        defect("header-trailing-bytes", text -> text + "more\n"),
        defect("header-empty-line", text -> text + "\n"),
        defect("header-unknown-key", text -> after(text, "bytes", "# colour: red\n")),
        defect("header-missing-key", text -> without(text, "marking")),
        defect("header-duplicate-key", text -> after(text, "stream", "# stream: dev\n")),
        defect(
            "header-key-order",
            text -> after(without(text, "stream"), "sequence", "# stream: dev\n")),
        defect("header-extension-duplicate", text -> after(text, "bytes", "# x-a: 1\n# x-a: 1\n")),
        defect("header-extension-order", text -> after(text, "bytes", "# x-b: 1\n# x-a: 1\n")),
        defect("header-extension-name", text -> after(text, "bytes", "# x-A: 1\n")),
        defect("header-two-spaces", text -> text.replace("# stream: ", "# stream:  ")),
        defect("header-stream-upper-case", text -> text.replace("stream: dev", "stream: Dev")),
        defect("header-stream-path", text -> text.replace("stream: dev", "stream: ../dev")),
        defect("header-sequence-zero", text -> text.replace("sequence: 1", "sequence: 0")),
        defect("header-sequence-negative", text -> text.replace("sequence: 1", "sequence: -1")),
        defect("header-sequence-sign", text -> text.replace("sequence: 1", "sequence: +1")),
        defect("header-sequence-leading-zero", text -> text.replace("sequence: 1", "sequence: 01")),
        defect(
            "header-sequence-too-large",
            text -> text.replace("sequence: 1", "sequence: 9223372036854775808")),
        defect("header-previous-short", text -> text.replace("previous: none", "previous: 00")),
        defect("header-base-upper-case", text -> text.replace("base: none", "base: NONE")),
        defect(
            "header-release-algorithm", text -> text.replace("release: sha256:", "release: sha1:")),
        defect("header-time-fraction", text -> text.replace("08:00:00Z", "08:00:00.5Z")),
        defect("header-time-zone", text -> text.replace("08:00:00Z", "09:00:00+01:00")),
        defect("header-time-impossible", text -> text.replace("2026-01-31", "2026-02-31")),
        defect("header-volumes-more-than-listed", text -> text.replace("volumes: 1", "volumes: 2")),
        defect(
            "header-volumes-fewer-than-listed", text -> text.replace("volumes: 1", "volumes: 0")),
        defect(
            "header-no-volume",
            text -> text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1)),
        defect("header-volume-number", text -> text.replace("volume-001", "volume-002")),
        defect("header-root-file-unknown", text -> text.replace("VERIFY.txt", "VERIFY.exe")),
        defect("header-root-file-in-directory", text -> text.replace("VERIFY.txt", "trust/a/b")),
        defect("header-root-file-traversal", text -> text.replace("VERIFY.txt", "../VERIFY.txt")),
        defect("header-no-changes", text -> text.replaceAll("(?m)^.*CHANGES.txt\n", "")),
        defect("header-hash-upper-case", HeaderVectors::upperCaseHashes),
        defect("header-hash-binary-mode", text -> text.replace("  VERIFY.txt", " *VERIFY.txt")),
        defect(
            "header-hash-escaped-name", text -> text.replaceAll("(?m)^(.*VERIFY.txt)$", "\\\\$1")),
        defect("header-hash-short", text -> text.replaceAll("(?m)^.(.*VERIFY.txt)$", "$1")),
        GoldenVector.invalid(
            "header-version-2",
            RefusalCode.HEADER_VERSION,
            Bundles.small(bundle ->
                bundle.bundle(text -> text.replace("windlass-bundle: 1", "windlass-bundle: 2")))),
        GoldenVector.invalid(
            "changes-altered",
            RefusalCode.ROOT_FILE_HASH,
            Bundles.small(bundle -> bundle.flip("CHANGES.txt"))),
        GoldenVector.invalid(
            "verify-missing",
            RefusalCode.ROOT_FILE_HASH,
            Bundles.small(bundle -> bundle.delete("VERIFY.txt"))));
  }

  private static GoldenVector defect(String name, UnaryOperator<String> edit) {
    return GoldenVector.invalid(
        name, RefusalCode.HEADER_MALFORMED, Bundles.small(bundle -> bundle.bundle(edit)));
  }

  private static String after(String text, String key, String added) {
    return text.replaceFirst("(?m)^(# " + key + ": .*\n)", "$1" + added);
  }

  private static String without(String text, String key) {
    return text.replaceFirst("(?m)^# " + key + ": .*\n", "");
  }

  private static String upperCaseHashes(String text) {
    int line = text.indexOf("\n", text.indexOf("# bytes")) + 1;
    return text.substring(0, line)
        + text.substring(line, line + 128).toUpperCase(java.util.Locale.ROOT)
        + text.substring(line + 128);
  }
}
