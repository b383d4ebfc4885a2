package dev.windlass.server.serve.oci;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.server.http.Exchange;
import dev.windlass.server.serve.Content;
import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The referrers API: an index of the manifests that name a subject. Artifact type and annotations
 * are read from the referrers themselves, in pages, so that many referrers of one subject cannot
 * make an answer without bound.
 */
final class ReferrersAnswer {
  /** Largest manifest, as registries bound it. */
  static final int MANIFEST_BYTES = 4 << 20;

  private static final int PAGE = 500;
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OciIndex index;
  private final Content content;

  ReferrersAnswer(OciIndex index, Content content) {
    this.index = index;
    this.content = content;
  }

  /**
   * The index of a subject's referrers; without any an empty one, even if subject and repository
   * are unknown, since a registry that has this API must not answer 404 ("Listing Referrers").
   */
  void send(Exchange exchange, Optional<Repository> repository, Digest subject) throws IOException {
    String last = exchange.query("last").orElse("");
    List<Digest> digests =
        repository.stream()
            .flatMapToInt(held -> Arrays.stream(index.referrers(held, subject)))
            .mapToObj(index.digests()::get)
            .sorted()
            .dropWhile(digest -> digest.toString().compareTo(last) <= 0)
            .limit(PAGE + 1)
            .toList();
    Optional<String> type = exchange.query("artifactType");
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("schemaVersion", 2).put("mediaType", INDEX);
    var manifests = body.putArray("manifests");
    for (Digest digest : digests.subList(0, Math.min(PAGE, digests.size()))) {
      descriptor(repository.orElseThrow(), digest)
          .filter(found -> type.isEmpty() || type.get().equals(found.path("artifactType").asText()))
          .ifPresent(manifests::add);
    }
    Map<String, String> headers = new HashMap<>(OciService.VERSION);
    type.ifPresent(value -> headers.put("OCI-Filters-Applied", "artifactType"));
    if (digests.size() > PAGE) {
      headers.put("Link", Listing.next(exchange, digests.get(PAGE - 1).toString()));
    }
    exchange.send(200, INDEX, body.toString().getBytes(StandardCharsets.UTF_8), headers);
  }

  private Optional<ObjectNode> descriptor(Repository repository, Digest digest) throws IOException {
    var manifest = index.manifest(repository, digest);
    var bytes = content.read(digest, MANIFEST_BYTES);
    if (manifest.isEmpty() || bytes.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode descriptor = JsonNodeFactory.instance.objectNode();
    descriptor.put("mediaType", manifest.get().mediaType());
    descriptor.put("digest", digest.toString());
    descriptor.put("size", bytes.get().length);
    JsonNode document = read(bytes.get());
    String artifactType = artifactType(document);
    if (!artifactType.isEmpty()) {
      descriptor.put("artifactType", artifactType);
    }
    if (document.path("annotations") instanceof ObjectNode annotations) {
      descriptor.set("annotations", annotations);
    }
    return Optional.of(descriptor);
  }

  /** An image manifest that declares no artifact type has the type of its configuration. */
  private static String artifactType(JsonNode document) {
    String declared = document.path("artifactType").asText();
    return declared.isEmpty() ? document.path("config").path("mediaType").asText() : declared;
  }

  private static JsonNode read(byte[] manifest) throws IOException {
    try {
      return JSON.readTree(manifest);
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.missingNode();
    }
  }
}
