package dev.windlass.spec.vectors;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.content.Sha512;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Defects of image manifests and of the image layout. */
final class ImageVectors {
  private static final String OTHER = "sha256:" + "0".repeat(64);
  private static final Pattern LAYER = Pattern.compile("\"layers\":\\[([^\\]]*)\\]");

  private ImageVectors() {}

  static List<GoldenVector> all() {
    return List.of(
        malformed("manifest-empty", text -> ""),
        malformed("manifest-no-json", text -> "hello"),
        malformed("manifest-array", text -> "[" + text + "]"),
        malformed("manifest-cut-off", text -> text.substring(0, text.length() - 1)),
        malformed("manifest-two-documents", text -> text + text),
        malformed("manifest-bom", text -> "\ufeff" + text),
        malformed("manifest-nested", text -> with(text, "\"a\":" + nested(65))),
        malformed("manifest-key-duplicate", text -> with(text, "\"layers\":[]")),
        malformed("manifest-and-index", text -> with(text, "\"manifests\":[]")),
        malformed("manifest-neither", text -> "{\"schemaVersion\":2}"),
        malformed(
            "manifest-layers-object", text -> LAYER.matcher(text).replaceFirst("\"layers\":$1")),
        malformed(
            "manifest-layer-text", text -> LAYER.matcher(text).replaceFirst("\"layers\":[\"a\"]")),
        malformed("manifest-no-digest", text -> text.replaceFirst("\"digest\"", "\"digests\"")),
        malformed("manifest-digest-algorithm", text -> text.replaceFirst("\"sha256:", "\"sha512:")),
        malformed("manifest-no-size", text -> text.replaceFirst(",\"size\":[0-9]+", "")),
        malformed("manifest-size-negative", text -> text.replaceFirst("\"size\":", "\"size\":-")),
        malformed(
            "manifest-size-fraction",
            text -> text.replaceFirst("\"size\":([0-9]+)", "\"size\":$1.0")),
        malformed(
            "manifest-other-type",
            text -> text.replaceFirst("image.manifest.v1", "image.index.v1")),
        GoldenVector.invalid(
            "manifest-layer-unnamed",
            RefusalCode.BLOB_MISSING,
            Bundles.manifest(
                text -> LAYER.matcher(text).replaceFirst("\"layers\":[$1," + layer() + "]"))),
        GoldenVector.invalid(
            "manifest-layer-unnamed-with-url",
            RefusalCode.BLOB_MISSING,
            Bundles.manifest(text ->
                LAYER
                    .matcher(text)
                    .replaceFirst(
                        "\"layers\":[$1,"
                            + layer().replace("}", ",\"urls\":[\"https://a.example\"]}")
                            + "]"))),
        GoldenVector.invalid(
            "manifest-config-unnamed",
            RefusalCode.BLOB_MISSING,
            Bundles.manifest(
                text -> text.replaceFirst("(\"config\":.*?\"digest\":\")[^\"]*", "$1" + OTHER))),
        GoldenVector.invalid(
            "manifest-layer-size",
            RefusalCode.BLOB_SIZE,
            Bundles.manifest(text -> text.replaceFirst("\"size\":5}", "\"size\":6}"))),
        GoldenVector.invalid(
            "index-child-unnamed",
            RefusalCode.BLOB_MISSING,
            Bundles.index(bundle ->
                bundle.catalogue(text -> text.replaceFirst(",\\{[^{]*linux/s390x[^}]*}", "")))),
        GoldenVector.invalid(
            "index-child-without-entry",
            RefusalCode.CATALOGUE_MALFORMED,
            Bundles.index(
                bundle -> bundle.catalogue(text -> without(text, "quay.io/a@" + child(text))))),
        GoldenVector.invalid(
            "tag-without-manifest-entry",
            RefusalCode.CATALOGUE_MALFORMED,
            Bundles.image(bundle -> bundle.catalogue(text -> without(text, "library/tiny@")))),
        GoldenVector.invalid(
            "oci-blob-packed",
            RefusalCode.OCI_LAYOUT_MISMATCH,
            Bundles.differential(ImageVectors::packLayer)),
        GoldenVector.invalid(
            "oci-layout-blob-packed",
            RefusalCode.OCI_LAYOUT_MISMATCH,
            Bundles.image(ImageVectors::packLayer)),
        GoldenVector.invalid(
            "oci-index-altered",
            RefusalCode.OCI_LAYOUT_MISMATCH,
            Bundles.image(bundle ->
                bundle.content(
                    "index.json", json -> PackVectors.with(json, json.length - 6, "2")))),
        GoldenVector.invalid(
            "oci-index-longer",
            RefusalCode.OCI_LAYOUT_MISMATCH,
            Bundles.image(bundle ->
                bundle.content(
                    "index.json", json -> PackVectors.append(json, VolumeVectors.ascii("\n"))))),
        GoldenVector.invalid(
            "oci-layout-without-index",
            RefusalCode.OCI_LAYOUT_MISMATCH,
            Bundles.image(bundle -> {
              bundle.delete("volume-001/index.json");
              bundle.seal();
            })),
        GoldenVector.invalid(
            "oci-layout-in-differential",
            RefusalCode.OCI_LAYOUT_MISMATCH,
            Bundles.differential(bundle -> {
              byte[] layout = VolumeVectors.ascii("{\"imageLayoutVersion\":\"1.0.0\"}");
              bundle.write("volume-001/oci-layout", layout);
              bundle.files(text ->
                  text.replaceFirst(
                      "(# [0-9]+ application/x-tar\n)",
                      "# "
                          + layout.length
                          + " application/vnd.oci.layout.header.v1+json\n"
                          + Sha512.of(layout)
                          + "  oci-layout\n$1"));
            })));
  }

  private static GoldenVector malformed(String name, UnaryOperator<String> edit) {
    return GoldenVector.invalid(name, RefusalCode.MANIFEST_MALFORMED, Bundles.manifest(edit));
  }

  private static String with(String json, String member) {
    return json.substring(0, json.length() - 1) + "," + member + "}";
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  private static String layer() {
    return "{\"mediaType\":\"a/b\",\"digest\":\"%s\",\"size\":5}".formatted(OTHER);
  }

  /** The catalogue without the line that has this text as the beginning of its coordinate. */
  private static String without(String catalogue, String coordinate) {
    return catalogue.replaceAll("(?m)^.*\"coordinate\":\"[^\"]*" + coordinate + ".*\n", "");
  }

  /** Digest of the manifest that the index keeps. */
  private static String child(String catalogue) {
    Matcher tag = Pattern.compile("a:1-amd64\",\"digest\":\"([^\"]*)").matcher(catalogue);
    if (!tag.find()) {
      throw new IllegalArgumentException("no such tag");
    }
    return tag.group(1);
  }

  /** Moves the layer, which is the largest blob, from its file into a pack of its own. */
  private static void packLayer(BundleEditor bundle) throws IOException {
    Path layer;
    try (var blobs = Files.list(bundle.path("volume-001/blobs/sha256"))) {
      layer = blobs.filter(blob -> blob.toFile().length() == 500).findFirst().orElseThrow();
    }
    byte[] content = Files.readAllBytes(layer);
    byte[] header = Arrays.copyOf(bundle.read("volume-001/" + bundle.pack()), 512);
    header = PackVectors.with(header, 0, "blobs/sha256/" + layer.getFileName());
    header = PackVectors.with(header, 124, String.format(Locale.ROOT, "%011o", content.length));
    byte[] member = PackVectors.append(PackVectors.checksummed(header), content);
    Files.delete(layer);
    bundle.write("volume-001/packs/000002.tar", Arrays.copyOf(member, 512 + 512 + 1024));
    bundle.seal();
  }
}
