package dev.windlass.benchmarks.input;

import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.Link;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.coordinates.OciCoordinates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An image with one large layer and an npm package of twenty versions: URL paths on the server.
 *
 * @param manifest about half a kilobyte
 * @param packument about ten kilobytes
 * @param tarball one version's, a few kilobytes
 * @param layer the large layer
 */
public record SampleContent(String manifest, String packument, String tarball, String layer) {
  private static final String REPOSITORY = "registry.example.com/bench/image";
  private static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
  private static final String CONFIG_TYPE = "application/vnd.oci.image.config.v1+json";
  private static final String LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar";
  private static final int VERSIONS = 20;

  public static SampleContent addTo(LowSide side, long layerSize) throws IOException {
    Descriptor layer = typed(side.noise(layerSize), LAYER_TYPE);
    Descriptor config =
        typed(blob(side, "{\"architecture\":\"amd64\",\"os\":\"linux\"}"), CONFIG_TYPE);
    Descriptor manifest =
        typed(
            blob(
                side,
                """
                {"schemaVersion":2,"mediaType":"%s","config":%s,"layers":[%s]}\
                """
                    .formatted(MANIFEST_TYPE, json(config), json(layer))),
            MANIFEST_TYPE);
    List<Link> links = List.of(Link.of("config", config), Link.of("layer", layer));
    side.add(CatalogueEntry.of(new OciCoordinates.Tag(REPOSITORY, "1"), manifest).withLinks(links));
    side.add(
        CatalogueEntry.of(new OciCoordinates.Manifest(REPOSITORY, manifest.digest()), manifest)
            .withLinks(links));
    NpmPackages.add(side, 1, VERSIONS);
    String name = NpmPackages.name(0);
    return new SampleContent(
        "/v2/" + REPOSITORY + "/manifests/1",
        "/npm/" + name,
        "/npm/" + name + "/-/" + name + "-1.0.0.tgz",
        "/v2/" + REPOSITORY + "/blobs/" + layer.digest());
  }

  private static Descriptor blob(LowSide side, String text) throws IOException {
    return side.blob(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Descriptor typed(Descriptor blob, String mediaType) {
    return new Descriptor(blob.digest(), blob.size(), mediaType);
  }

  private static String json(Descriptor blob) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
        .formatted(blob.mediaType(), blob.digest(), blob.size());
  }
}
