package dev.windlass.builder.fetch.oci;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads manifests strictly: a document that two programs could read as two things is refused, since
 * what is approved here must be what runs there.
 */
final class ManifestReader {
  /** Largest manifest; registries refuse to take larger ones. */
  static final int MAX_BYTES = 4 << 20;

  private static final String LICENCES = "org.opencontainers.image.licenses";
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(64).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ManifestReader() {}

  /**
   * @param claimed media type by which the manifest was announced; may be one that says nothing
   * @throws FetchException if the bytes are no manifest, or an ambiguous one
   */
  static Manifest read(byte[] bytes, String claimed) {
    Digest digest = Digest.of(bytes);
    JsonNode document = json(bytes, digest);
    String mediaType = mediaType(document, claimed, digest);
    boolean index = MediaTypes.isIndex(mediaType);
    boolean hasChildren = document.has("manifests");
    boolean hasParts = document.has("layers") || document.has("config") || document.has("blobs");
    if (index ? hasParts || !hasChildren : hasChildren || !hasParts) {
      throw refused(digest, "its members are not those of " + mediaType);
    }
    List<Descriptor> layers = new ArrayList<>();
    document.path("layers").forEach(layer -> layers.add(descriptor(layer, digest)));
    document.path("blobs").forEach(blob -> layers.add(descriptor(blob, digest)));
    List<Manifest.Child> children = new ArrayList<>();
    document.path("manifests").forEach(child -> children.add(child(child, digest)));
    return new Manifest(
        new Descriptor(digest, bytes.length, mediaType),
        children,
        optional(document.path("config"), digest),
        layers,
        optional(document.path("subject"), digest),
        artifactType(document),
        printable(document.path("annotations").path(LICENCES).asText()));
  }

  /** Whether a configuration of this type describes what an image runs on. */
  static boolean isImageConfiguration(String mediaType) {
    return mediaType.equals(MediaTypes.OCI_CONFIG) || mediaType.equals(MediaTypes.DOCKER_CONFIG);
  }

  /** What an image runs on, by its configuration. */
  static Platform platform(JsonNode node) {
    return new Platform(
        node.path("os").asText(),
        node.path("architecture").asText(),
        node.path("variant").asText());
  }

  /** The licence that an image's configuration names in its labels. */
  static Optional<String> licence(JsonNode configuration) {
    return printable(configuration.path("config").path("Labels").path(LICENCES).asText());
  }

  /** Parses any JSON document of an image. */
  static JsonNode json(byte[] bytes, Digest digest) {
    try {
      JsonNode document = JSON.readTree(bytes);
      if (document.isObject()) {
        return document;
      }
      throw refused(digest, "it is no JSON object");
    } catch (JsonProcessingException e) {
      throw refused(digest, "it is no sound JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw refused(digest, String.valueOf(e.getMessage()));
    }
  }

  private static String mediaType(JsonNode document, String claimed, Digest digest) {
    String own = document.path("mediaType").asText();
    if (MediaTypes.isSchema1(claimed) || document.path("schemaVersion").asInt() != 2) {
      throw refused(digest, "it has Docker's schema 1, given up since 2017: push the image anew");
    }
    if (!own.isEmpty() && MediaTypes.isManifest(claimed) && !own.equals(claimed)) {
      throw refused(digest, "it says to be " + own + ", but is announced as " + claimed);
    }
    String mediaType = own.isEmpty() ? claimed : own;
    if (MediaTypes.isManifest(mediaType)) {
      return mediaType;
    }
    if (own.isEmpty()) {
      return document.has("manifests") ? MediaTypes.OCI_INDEX : MediaTypes.OCI_MANIFEST;
    }
    throw refused(digest, "its media type " + own + " is no manifest's");
  }

  private static String artifactType(JsonNode document) {
    String declared = document.path("artifactType").asText();
    return declared.isEmpty() ? document.path("config").path("mediaType").asText() : declared;
  }

  private static Manifest.Child child(JsonNode node, Digest parent) {
    JsonNode platform = node.path("platform");
    Optional<Platform> runsOn =
        platform.isObject() ? Optional.of(platform(platform)) : Optional.empty();
    JsonNode attests = node.path("annotations").path("vnd.docker.reference.digest");
    return new Manifest.Child(
        descriptor(node, parent),
        runsOn,
        attests.isTextual() ? Optional.of(digest(attests, parent)) : Optional.empty());
  }

  private static Optional<Descriptor> optional(JsonNode node, Digest parent) {
    return node.isMissingNode() || node.isNull()
        ? Optional.empty()
        : Optional.of(descriptor(node, parent));
  }

  /** Reads a descriptor that stands in no manifest. */
  static Descriptor descriptor(JsonNode node) {
    return descriptor(node, Digest.of(node.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static Descriptor descriptor(JsonNode node, Digest parent) {
    JsonNode size = node.path("size");
    if (!size.isIntegralNumber() || !size.canConvertToLong() || size.asLong() < 0) {
      throw refused(parent, "a descriptor in it has no size");
    }
    String mediaType = node.path("mediaType").asText();
    return new Descriptor(
        digest(node.path("digest"), parent),
        size.asLong(),
        printable(mediaType).orElse(Descriptor.OCTET_STREAM));
  }

  private static Digest digest(JsonNode node, Digest parent) {
    try {
      return Digest.parse(node.asText());
    } catch (IllegalArgumentException e) {
      throw refused(parent, "it names " + node + ": only sha256 digests can be carried");
    }
  }

  private static Optional<String> printable(String text) {
    boolean fine =
        !text.isEmpty()
            && text.length() <= 255
            && text.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    return fine ? Optional.of(text) : Optional.empty();
  }

  private static FetchException refused(Digest digest, String reason) {
    return new FetchException("tried to read the manifest " + digest + ", but " + reason);
  }
}
