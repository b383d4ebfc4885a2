package dev.windlass.builder.fetch.npm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One version's manifest as the registry publishes it.
 *
 * @param tarball URL of the tarball, as published
 * @param integrity as written in {@code dist.integrity}
 * @param shasum as written in {@code dist.shasum}
 * @param licence what the manifest says, in one line
 * @param dependencies all that npm installs with it
 * @param canonical the manifest as it travels: keys sorted, without the registry's internal members
 *     (those with a leading underscore, save {@code _hasShrinkwrap}), the readme, and the tarball's
 *     URL, which the high side makes anew
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Manifest(
    String name,
    String version,
    String tarball,
    Optional<String> integrity,
    Optional<String> shasum,
    Optional<String> licence,
    Platforms.Constraint platform,
    List<Dependency> dependencies,
    byte[] canonical) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
          .build();

  /**
   * An entry of a dependency map, unread.
   *
   * @param optional whether npm goes on without it
   */
  record Dependency(String name, String wanted, boolean optional) {}

  /**
   * @throws IOException if it is no manifest
   */
  static Manifest parse(byte[] content) throws IOException {
    if (!(tree(content) instanceof ObjectNode manifest)) {
      throw new IOException("not a JSON object");
    }
    JsonNode dist = manifest.path("dist");
    return new Manifest(
        required(manifest, "name"),
        required(manifest, "version"),
        required(dist, "tarball"),
        text(dist.path("integrity")),
        text(dist.path("shasum")),
        licence(manifest),
        Platforms.Constraint.of(manifest),
        dependencies(manifest),
        canonical(manifest));
  }

  /**
   * @throws IOException if this is another version's manifest
   */
  Manifest require(String wantedName, String wantedVersion) throws IOException {
    if (!name.equals(wantedName) || !version.equals(wantedVersion)) {
      throw new IOException(
          "the manifest of %s@%s says that it is %s@%s"
              .formatted(wantedName, wantedVersion, name, version));
    }
    return this;
  }

  private static JsonNode tree(byte[] content) throws IOException {
    try {
      return JSON.readTree(content);
    } catch (JsonProcessingException e) {
      throw new IOException(e.getOriginalMessage(), e);
    }
  }

  private static String required(JsonNode node, String key) throws IOException {
    return text(node.path(key)).orElseThrow(() -> new IOException("no " + key + " in it"));
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.ofNullable(node.textValue()).filter(text -> !text.isBlank());
  }

  /** {@code license} as a string or an object with a type, or the first of {@code licenses}. */
  private static Optional<String> licence(JsonNode manifest) {
    JsonNode licence = manifest.path("license");
    return text(licence)
        .or(() -> text(licence.path("type")))
        .or(() -> text(manifest.path("licenses").path(0).path("type")))
        .or(() -> text(manifest.path("licenses").path(0)))
        .map(words -> words.replaceAll("[^\\x20-\\x7e]+", " ").strip())
        .map(words -> words.substring(0, Math.min(200, words.length())));
  }

  /**
   * What npm installs: dependencies, optional ones (which win over the same name elsewhere) and
   * peers that are not optional; what the tarball bundles is left out.
   */
  private static List<Dependency> dependencies(JsonNode manifest) {
    Map<String, Dependency> found = new TreeMap<>();
    manifest
        .path("peerDependencies")
        .properties()
        .forEach(peer -> {
          JsonNode meta = manifest.path("peerDependenciesMeta").path(peer.getKey());
          if (!meta.path("optional").asBoolean()) {
            found.put(peer.getKey(), dependency(peer, false));
          }
        });
    add(manifest.path("dependencies"), false, found);
    add(manifest.path("optionalDependencies"), true, found);
    JsonNode bundled =
        manifest.has("bundleDependencies")
            ? manifest.path("bundleDependencies")
            : manifest.path("bundledDependencies");
    if (bundled.asBoolean()) {
      manifest.path("dependencies").fieldNames().forEachRemaining(found::remove);
    }
    bundled.forEach(name -> found.remove(name.asText()));
    return List.copyOf(found.values());
  }

  private static void add(JsonNode map, boolean optional, Map<String, Dependency> found) {
    map.properties().forEach(entry -> found.put(entry.getKey(), dependency(entry, optional)));
  }

  private static Dependency dependency(Map.Entry<String, JsonNode> entry, boolean optional) {
    return new Dependency(entry.getKey(), entry.getValue().asText(), optional);
  }

  private static byte[] canonical(ObjectNode manifest) throws JsonProcessingException {
    ObjectNode copy = manifest.deepCopy();
    List<String> noise = new ArrayList<>(new TreeSet<>(List.of("readme", "readmeFilename")));
    copy.fieldNames()
        .forEachRemaining(key -> {
          if (key.startsWith("_") && !key.equals("_hasShrinkwrap")) {
            noise.add(key);
          }
        });
    copy.remove(noise);
    ((ObjectNode) copy.path("dist")).remove("tarball");
    return JSON.writeValueAsBytes(copy);
  }
}
