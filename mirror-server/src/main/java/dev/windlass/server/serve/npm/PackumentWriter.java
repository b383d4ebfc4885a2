package dev.windlass.server.serve.npm;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.windlass.server.serve.Content;
import dev.windlass.server.serve.npm.ManifestWriter.Form;
import dev.windlass.spec.content.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts packuments together. They carry no {@code time}: when a version was published is no part of
 * a release.
 *
 * @param registry this registry's base URL as the client sees it, with its last slash
 */
record PackumentWriter(Content content, String registry) {
  private static final int MAX_METADATA = 16 << 20;

  /** Members that a packument repeats from its latest version. */
  private static final Set<String> REPEATED =
      Set.of(
          "description",
          "homepage",
          "keywords",
          "repository",
          "author",
          "bugs",
          "license",
          "maintainers");

  /**
   * A packument made.
   *
   * @param complete false if a version had to be left out, since its metadata is out of service
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Made(byte[] json, boolean complete) {}

  /** Names what {@link #packument} would make, without making it. */
  String etag(PackageIndex index, Form form) {
    MessageDigest hash = Digest.sha256();
    update(hash, form.name(), registry, index.name(), index.tags().toString());
    for (int row = 0; row < index.size(); row++) {
      update(hash, index.version(row), index.metadata(row).hex());
    }
    return '"' + HexFormat.of().formatHex(hash.digest(), 0, 16) + '"';
  }

  private static void update(MessageDigest hash, String... texts) {
    for (String text : texts) {
      hash.update(text.getBytes(StandardCharsets.UTF_8));
      hash.update((byte) 0);
    }
  }

  Made packument(PackageIndex index, Form form) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 14);
    boolean complete = true;
    try (JsonGenerator out = ManifestWriter.JSON.createGenerator(bytes)) {
      out.writeStartObject();
      if (form == Form.FULL) {
        out.writeStringField("_id", index.name());
      }
      out.writeStringField("name", index.name());
      out.writeObjectFieldStart("dist-tags");
      for (Map.Entry<String, String> tag : index.tags().entrySet()) {
        out.writeStringField(tag.getKey(), tag.getValue());
      }
      out.writeEndObject();
      out.writeObjectFieldStart("versions");
      for (int row = 0; row < index.size(); row++) {
        Optional<byte[]> metadata = metadata(index, row);
        if (metadata.isEmpty()) {
          complete = false;
          continue;
        }
        out.writeFieldName(index.version(row));
        ManifestWriter.write(out, form, metadata.get(), tarball(index, row));
      }
      out.writeEndObject();
      if (form == Form.FULL) {
        repeatLatest(index, out);
      }
      out.writeEndObject();
    }
    return new Made(bytes.toByteArray(), complete);
  }

  private void repeatLatest(PackageIndex index, JsonGenerator out) throws IOException {
    Optional<byte[]> latest = metadata(index, index.find(index.latest()).orElseThrow());
    if (latest.isEmpty()) {
      return;
    }
    try (JsonParser json = ManifestWriter.JSON.createParser(latest.get())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.currentName();
        json.nextToken();
        if (REPEATED.contains(key)) {
          out.writeFieldName(key);
          out.copyCurrentStructure(json);
        } else {
          json.skipChildren();
        }
      }
    }
  }

  /** One version's manifest in full, or empty if it is out of service. */
  Optional<byte[]> manifest(PackageIndex index, int row) throws IOException {
    Optional<byte[]> metadata = metadata(index, row);
    if (metadata.isEmpty()) {
      return Optional.empty();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 12);
    try (JsonGenerator out = ManifestWriter.JSON.createGenerator(bytes)) {
      ManifestWriter.write(out, Form.FULL, metadata.get(), tarball(index, row));
    }
    return Optional.of(bytes.toByteArray());
  }

  Optional<byte[]> metadata(PackageIndex index, int row) throws IOException {
    return content.read(index.metadata(row), MAX_METADATA);
  }

  /**
   * The tarball's URL: this registry's plain one, for npm writes it into lockfiles, and sends the
   * registry's credentials along by itself.
   */
  private String tarball(PackageIndex index, int row) {
    String name = index.name();
    String file = name.substring(name.indexOf('/') + 1) + "-" + index.version(row) + ".tgz";
    return registry + name + "/-/" + file.replace("+", "%2B");
  }
}
