package dev.windlass.builder.fetch.npm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.windlass.spec.content.StoredBlob;
import dev.windlass.spec.coordinates.NpmCoordinates;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The registry's document on one package, indexed: the document itself, which may have a hundred
 * megabytes, stays in the store, and a version's manifest is read from there when it is picked.
 *
 * @param tags dist-tags to versions
 * @param versions in the registry's order; versions that are no semantic versions are left out
 */
record Packument(
    String name, StoredBlob document, Map<String, String> tags, List<Listed> versions) {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  /**
   * A version in the list.
   *
   * @param offset where its manifest begins in the document
   */
  record Listed(String version, boolean deprecated, long offset, int length) {}

  /**
   * @throws IOException also if the document is no packument
   */
  static Packument index(String name, StoredBlob document) throws IOException {
    Map<String, String> tags = new TreeMap<>();
    List<Listed> versions = new ArrayList<>();
    try (InputStream in = new BufferedInputStream(document.open(), 1 << 16);
        JsonParser json = JSON.createParser(in)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not a JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.currentName();
        JsonToken value = json.nextToken();
        if (key.equals("dist-tags") && value == JsonToken.START_OBJECT) {
          readTags(json, tags);
        } else if (key.equals("versions") && value == JsonToken.START_OBJECT) {
          readVersions(json, name, versions);
        } else {
          json.skipChildren();
        }
      }
    }
    return new Packument(name, document, tags, versions);
  }

  private static void readTags(JsonParser json, Map<String, String> tags) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String tag = json.currentName();
      if (json.nextToken() == JsonToken.VALUE_STRING) {
        tags.put(tag, json.getText());
      } else {
        json.skipChildren();
      }
    }
  }

  private static void readVersions(JsonParser json, String name, List<Listed> versions)
      throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String version = json.currentName();
      json.nextToken();
      long offset = json.currentTokenLocation().getByteOffset();
      boolean deprecated = readDeprecated(json);
      long length = json.currentLocation().getByteOffset() - offset;
      if (isVersion(name, version)) {
        versions.add(new Listed(version, deprecated, offset, Math.toIntExact(length)));
      }
    }
  }

  /** Passes over a manifest; true if it carries a deprecation that is neither false nor empty. */
  private static boolean readDeprecated(JsonParser json) throws IOException {
    boolean deprecated = false;
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return false;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean relevant = json.currentName().equals("deprecated");
      JsonToken value = json.nextToken();
      if (relevant) {
        deprecated =
            value == JsonToken.VALUE_TRUE
                || (value == JsonToken.VALUE_STRING && json.getTextLength() > 0);
      }
      json.skipChildren();
    }
    return deprecated;
  }

  private static boolean isVersion(String name, String version) {
    try {
      return NpmCoordinates.parse(name + "@" + version) instanceof NpmCoordinates.Version;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  Optional<Listed> find(String version) {
    return versions.stream().filter(listed -> listed.version().equals(version)).findFirst();
  }

  /**
   * Reads a version's manifest from the document.
   *
   * @throws IOException also if it is another version's
   */
  Manifest manifest(Listed listed) throws IOException {
    try (InputStream in = document.open(listed.offset())) {
      return Manifest.parse(in.readNBytes(listed.length())).require(name, listed.version());
    }
  }
}
