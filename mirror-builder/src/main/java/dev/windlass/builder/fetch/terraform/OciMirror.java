package dev.windlass.builder.fetch.terraform;

import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.Link;
import dev.windlass.spec.content.BlobSink;
import dev.windlass.spec.content.BlobStore;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.coordinates.OciCoordinates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A provider's packages as OpenTofu's {@code oci_mirror} expects them in an image registry: one
 * index a version, one manifest a platform, whose only layer is the package itself. The repository
 * is {@code opentofu-providers/<host>/<namespace>/<type>}, the tag is the version.
 */
final class OciMirror {
  static final String REPOSITORY_PREFIX = "opentofu-providers/";

  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String EMPTY = "application/vnd.oci.empty.v1+json";
  private static final String PROVIDER = "application/vnd.opentofu.provider";
  private static final String TARGET = "application/vnd.opentofu.provider-target";
  private static final String PACKAGE = "archive/zip";

  private OciMirror() {}

  /**
   * Stores the manifests of one version and returns their entries.
   *
   * @param packages by platform, {@code os_arch}
   */
  static List<CatalogueEntry> entries(
      BlobStore store, Source source, String version, SortedMap<String, Descriptor> packages)
      throws IOException {
    String repository = REPOSITORY_PREFIX + source;
    Descriptor config = store(store, EMPTY, "{}");
    List<CatalogueEntry> entries = new ArrayList<>();
    List<Link> manifests = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, Descriptor> each : packages.entrySet()) {
      Descriptor layer = new Descriptor(each.getValue().digest(), each.getValue().size(), PACKAGE);
      Descriptor manifest = store(store, MANIFEST, manifest(config, layer));
      String[] platform = each.getKey().split("_", 2);
      lines.add(
          member(manifest, TARGET)
              + ",\"platform\":{\"architecture\":\"%s\",\"os\":\"%s\"}}"
                  .formatted(platform[1], platform[0]));
      manifests.add(Link.named("manifest", platform[0] + "/" + platform[1], manifest));
      entries.add(
          CatalogueEntry.of(new OciCoordinates.Manifest(repository, manifest.digest()), manifest)
              .withAttributes(Map.of("artifact-type", TARGET))
              .withLinks(List.of(Link.of("config", config), Link.of("layer", layer))));
    }
    Descriptor index = store(store, INDEX, index(lines));
    entries.add(
        CatalogueEntry.of(new OciCoordinates.Manifest(repository, index.digest()), index)
            .withAttributes(Map.of("artifact-type", PROVIDER))
            .withLinks(manifests));
    entries.add(CatalogueEntry.of(new OciCoordinates.Tag(repository, tag(version)), index));
    return entries;
  }

  /** A tag has no plus sign; OpenTofu asks with an underscore in its place. */
  static String tag(String version) {
    return version.replace('+', '_');
  }

  private static String manifest(Descriptor config, Descriptor layer) {
    return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"artifactType\":\"%s\",\"config\":%s},\"layers\":[%s}]}"
        .formatted(MANIFEST, TARGET, member(config), member(layer));
  }

  private static String index(List<String> manifests) {
    return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"artifactType\":\"%s\",\"manifests\":[%s]}"
        .formatted(INDEX, PROVIDER, String.join(",", manifests));
  }

  /** A descriptor whose object is still open. */
  private static String member(Descriptor descriptor) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%s"
        .formatted(descriptor.mediaType(), descriptor.digest(), Long.toString(descriptor.size()));
  }

  private static String member(Descriptor descriptor, String artifactType) {
    return member(descriptor) + ",\"artifactType\":\"" + artifactType + "\"";
  }

  private static Descriptor store(BlobStore store, String mediaType, String text)
      throws IOException {
    try (BlobSink sink = store.begin()) {
      sink.write(text.getBytes(StandardCharsets.UTF_8));
      Descriptor stored = sink.commit();
      return new Descriptor(stored.digest(), stored.size(), mediaType);
    }
  }
}
