package dev.windlass.server.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.Link;
import dev.windlass.spec.content.BlobStore;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.StoredBlob;
import dev.windlass.spec.coordinates.OciCoordinates;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares what an image manifest really links to with what its catalogue entry says: whoever
 * serves the manifest must be able to serve, or knowingly lack, everything behind it.
 */
final class ManifestLinks {
  private static final int MAX_BYTES = 4 << 20;
  private static final JsonMapper JSON =
      new JsonMapper(
          JsonFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).build())
              .build());

  private final List<BlobStore> stores;

  /**
   * @param stores where the manifest may lie
   */
  ManifestLinks(BlobStore... stores) {
    this.stores = List.of(stores);
  }

  /**
   * Looks at the entry if it is an image manifest.
   *
   * @throws RefusedException with {@code BLOB_MISSING} if the manifest names a digest that the
   *     entry does not, or {@code CATALOGUE_MALFORMED} if it is no manifest
   */
  void check(CatalogueEntry entry) throws IOException {
    if (!(entry.coordinates() instanceof OciCoordinates.Manifest)) {
      return;
    }
    Set<Digest> named =
        entry.links().stream()
            .map(Link::descriptor)
            .map(descriptor -> descriptor.digest())
            .collect(Collectors.toSet());
    JsonNode manifest = read(entry);
    require(entry, named, manifest.path("config"));
    for (String list : List.of("layers", "blobs", "manifests")) {
      for (JsonNode one : manifest.path(list)) {
        // Layers with URLs of their own are fetched from there and may not be passed on.
        if (!one.has("urls")) {
          require(entry, named, one);
        }
      }
    }
  }

  private static void require(CatalogueEntry entry, Set<Digest> named, JsonNode descriptor) {
    String text = descriptor.path("digest").asText("");
    if (text.isEmpty()) {
      return;
    }
    Digest digest;
    try {
      digest = Digest.parse(text);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          RefusalCode.CATALOGUE_MALFORMED, entry.coordinates().text(), "links to no sha256", e);
    }
    if (!named.contains(digest)) {
      throw new RefusedException(
          RefusalCode.BLOB_MISSING,
          entry.coordinates().text(),
          "links to " + digest + ", which the catalogue does not name");
    }
  }

  private JsonNode read(CatalogueEntry entry) throws IOException {
    for (BlobStore store : stores) {
      Optional<StoredBlob> blob = store.find(entry.digest());
      if (blob.isPresent()) {
        if (blob.get().size() > MAX_BYTES) {
          throw new RefusedException(
              RefusalCode.LIMIT_EXCEEDED, entry.coordinates().text(), "a manifest above 4 MiB");
        }
        try (InputStream in = blob.get().open()) {
          return JSON.readTree(in);
        } catch (JsonProcessingException e) {
          throw new RefusedException(
              RefusalCode.CATALOGUE_MALFORMED,
              entry.coordinates().text(),
              "the manifest is no JSON object",
              e);
        }
      }
    }
    throw new IOException(entry.digest() + " has vanished from the staging directory");
  }
}
