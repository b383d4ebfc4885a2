package dev.windlass.server.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.spec.catalogue.ReleaseId;
import dev.windlass.spec.content.Sha512;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Where one stream stands. It is one small file, replaced by one rename, so that what is served and
 * what the chain of bundles demands of the next one can never disagree.
 *
 * @param current sequence of the release that is served; less than {@code accepted} after a
 *     rollback
 * @param release id of the release that is served
 * @param accepted sequence of the last bundle that was accepted
 * @param bundle SHA-512 of that bundle's BUNDLE
 * @param attested latest time that an accepted bundle attests
 * @param changed when the pointer was last moved
 */
public record StreamPointer(
    String stream,
    long current,
    ReleaseId release,
    long accepted,
    Sha512 bundle,
    Instant attested,
    Instant changed) {
  private static final JsonMapper JSON = new JsonMapper();

  /** The same chain with another release served. */
  StreamPointer pointingAt(HeldRelease other, Instant now) {
    return new StreamPointer(
        stream, other.sequence(), other.release(), accepted, bundle, attested, now);
  }

  byte[] encode() {
    ObjectNode node = JSON.createObjectNode();
    node.put("current", current);
    node.put("release", release.toString());
    node.put("accepted", accepted);
    node.put("bundle", bundle.hex());
    node.put("attested", attested.toString());
    node.put("changed", changed.toString());
    return (node + "\n").getBytes(StandardCharsets.UTF_8);
  }

  static StreamPointer parse(String stream, byte[] content) throws IOException {
    JsonNode node = JSON.readTree(content);
    return new StreamPointer(
        stream,
        node.required("current").asLong(),
        ReleaseId.parse(node.required("release").asText()),
        node.required("accepted").asLong(),
        new Sha512(node.required("bundle").asText()),
        Instant.parse(node.required("attested").asText()),
        Instant.parse(node.required("changed").asText()));
  }
}
