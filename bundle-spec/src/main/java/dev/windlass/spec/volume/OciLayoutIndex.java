package dev.windlass.spec.volume;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.content.BlobTable;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.Sha512;
import dev.windlass.spec.coordinates.OciCoordinates;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The two files that make volume 1 of a full bundle an OCI image layout (image-spec 1.1,
 * image-layout.md). Both follow from the catalogue alone: the index names every tag by its full
 * reference, then every manifest that no tag and no index names.
 */
final class OciLayoutIndex {
  /** The content of {@code oci-layout}. */
  static final byte[] LAYOUT =
      "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.US_ASCII);

  private static final String REF_NAME = "org.opencontainers.image.ref.name";

  private record Reference(Optional<String> name, Descriptor manifest) {}

  private final List<Reference> tags = new ArrayList<>();
  private final List<Reference> manifests = new ArrayList<>();
  private final BlobTable named = new BlobTable();

  /** Takes the catalogue's entries, all of them, in order; those of other kinds are passed over. */
  void add(CatalogueEntry entry) {
    switch (entry.coordinates()) {
      case OciCoordinates.Tag tag -> {
        tags.add(new Reference(Optional.of(tag.text()), entry.descriptor()));
        named.add(entry.digest(), 0);
      }
      case OciCoordinates.Manifest _ -> {
        manifests.add(new Reference(Optional.empty(), entry.descriptor()));
        entry.links().stream()
            .filter(link -> link.rel().equals("manifest"))
            .forEach(link -> named.add(link.descriptor().digest(), 0));
      }
      default -> {}
    }
  }

  boolean isEmpty() {
    return tags.isEmpty() && manifests.isEmpty();
  }

  /** The content of {@code index.json}. */
  byte[] encode() {
    StringBuilder out = new StringBuilder(256 + (tags.size() * 256));
    out.append("{\"schemaVersion\":2,\"mediaType\":\"").append(MediaTypes.OCI_INDEX);
    out.append("\",\"manifests\":[");
    String separator = "";
    for (Reference tag : tags) {
      out.append(separator);
      append(out, tag);
      separator = ",";
    }
    BlobTable listed = new BlobTable();
    for (Reference manifest : manifests) {
      Digest digest = manifest.manifest().digest();
      if (!named.contains(digest) && listed.add(digest, 0) >= 0) {
        out.append(separator);
        append(out, manifest);
        separator = ",";
      }
    }
    return out.append("]}").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void append(StringBuilder out, Reference reference) {
    Descriptor manifest = reference.manifest();
    out.append("{\"mediaType\":\"").append(ListedFile.safeMediaType(manifest.mediaType()));
    out.append("\",\"digest\":\"").append(manifest.digest());
    out.append("\",\"size\":").append(manifest.size());
    reference
        .name()
        .ifPresent(name ->
            out.append(",\"annotations\":{\"")
                .append(REF_NAME)
                .append("\":\"")
                .append(name)
                .append("\"}"));
    out.append('}');
  }

  /**
   * Compares the layout's files in volume 1 with those that follow from the catalogue: by the size
   * and the hash that FILES gives, so the volume's files need not be read again.
   *
   * @throws RefusedException with {@code OCI_LAYOUT_MISMATCH}
   */
  void check(BundleHeader header, FilesList first) {
    Optional<ListedFile> layout = first.find(new FileRole.OciLayout().path());
    Optional<ListedFile> index = first.find(new FileRole.OciIndex().path());
    if (layout.isEmpty() && index.isEmpty()) {
      return;
    }
    if (header.base().isPresent() || isEmpty()) {
      throw refused("", "an image layout in a bundle that is not full or has no images");
    }
    check("/oci-layout", layout, LAYOUT);
    check("/index.json", index, encode());
  }

  /** Whether the volume is an image layout. */
  static boolean standsIn(FilesList first) {
    return first.find(new FileRole.OciIndex().path()).isPresent();
  }

  private static void check(String name, Optional<ListedFile> file, byte[] expected) {
    if (file.isEmpty()) {
      throw refused(name, "half of an image layout: this file is absent");
    }
    if (file.get().size() != expected.length || !file.get().sha512().equals(Sha512.of(expected))) {
      throw refused(name, "not the content that follows from the catalogue");
    }
  }

  private static RefusedException refused(String name, String reason) {
    return new RefusedException(
        RefusalCode.OCI_LAYOUT_MISMATCH, VolumeNames.directory(1) + name, reason);
  }
}
