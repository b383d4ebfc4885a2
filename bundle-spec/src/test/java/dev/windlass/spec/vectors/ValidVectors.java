package dev.windlass.spec.vectors;

import dev.windlass.spec.volume.BundleHeader;
import java.util.List;
import java.util.regex.Matcher;

/** Bundles that every reader must take. */
final class ValidVectors {
  private ValidVectors() {}

  static List<GoldenVector> all() {
    return List.of(
        GoldenVector.valid("small", Bundles.small(bundle -> {})),
        GoldenVector.valid("image-layout", Bundles.image(bundle -> {})),
        GoldenVector.valid("image-index", Bundles.index(bundle -> {})),
        GoldenVector.valid(
            "image-manifest-subject-elsewhere",
            Bundles.manifest(text ->
                text.replaceFirst(
                    "}$",
                    ",\"subject\":{\"mediaType\":\"a/b\",\"digest\":\"sha256:%s\",\"size\":1}}"
                        .formatted("0".repeat(64))))),
        GoldenVector.valid("parts-over-volumes", Bundles.parts(bundle -> {})),
        GoldenVector.valid("differential", Bundles.differential(bundle -> {})),
        GoldenVector.valid(
            "extensions",
            Bundles.small(bundle ->
                bundle.bundle(
                    text -> text.replaceFirst("(# bytes: .*\n)", "$1# x-a: 1\n# x-b: two\n")))),
        GoldenVector.valid(
            "sequence-largest",
            Bundles.small(bundle -> {
              bundle.bundle(text -> text.replace("sequence: 1", "sequence: " + Long.MAX_VALUE));
              BundleHeader.parse(bundle.read(BundleHeader.NAME));
            })),
        GoldenVector.valid(
            "catalogue-escapes",
            Bundles.small(bundle ->
                bundle.catalogue(text ->
                    text.replaceFirst(
                        "https:",
                        Matcher.quoteReplacement(
                            "\\\"\\\\ \u00c3\u00a4 \u00f0\u009f\u0098\u0080 https:"))))));
  }
}
