package dev.windlass.server.serve.npm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;

/**
 * Copies a version's metadata into an answer, token by token, and gives it the URL of its tarball
 * on this server.
 */
final class ManifestWriter {
  static final JsonFactory JSON = new JsonFactory();

  /**
   * What npm needs to install: the members of the abbreviated form as npm's registry documents it,
   * and those added since.
   */
  private static final Set<String> ABBREVIATED =
      Set.of(
          "name",
          "version",
          "deprecated",
          "dependencies",
          "optionalDependencies",
          "devDependencies",
          "bundleDependencies",
          "bundledDependencies",
          "peerDependencies",
          "peerDependenciesMeta",
          "acceptDependencies",
          "bin",
          "directories",
          "dist",
          "engines",
          "os",
          "cpu",
          "libc",
          "funding",
          "hasInstallScript",
          "_hasShrinkwrap");

  private static final Set<String> INSTALL_SCRIPTS = Set.of("preinstall", "install", "postinstall");

  /**
   * Of {@code dist}: the tarball's URL is made anew, and what it says of attestations leads to
   * where this server has none.
   */
  private static final Set<String> NOT_COPIED = Set.of("tarball", "attestations");

  /** How much of a manifest an answer takes. */
  enum Form {
    FULL,
    ABBREVIATED
  }

  private ManifestWriter() {}

  /**
   * Writes one object.
   *
   * @param metadata the canonical JSON that came with the version
   * @param tarball absolute URL
   */
  static void write(JsonGenerator out, Form form, byte[] metadata, String tarball)
      throws IOException {
    boolean scripts = false;
    boolean told = false;
    try (JsonParser json = JSON.createParser(metadata)) {
      json.nextToken();
      out.writeStartObject();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.currentName();
        json.nextToken();
        told |= key.equals("hasInstallScript");
        if (key.equals("dist")) {
          writeDist(out, json, tarball);
        } else if (form == Form.FULL || ABBREVIATED.contains(key)) {
          out.writeFieldName(key);
          out.copyCurrentStructure(json);
        } else if (key.equals("scripts")) {
          scripts = namesInstallScript(json);
        } else {
          json.skipChildren();
        }
      }
      if (scripts && !told) {
        out.writeBooleanField("hasInstallScript", true);
      }
      out.writeEndObject();
    }
  }

  private static void writeDist(JsonGenerator out, JsonParser json, String tarball)
      throws IOException {
    out.writeObjectFieldStart("dist");
    out.writeStringField("tarball", tarball);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      json.nextToken();
      if (NOT_COPIED.contains(key)) {
        json.skipChildren();
      } else {
        out.writeFieldName(key);
        out.copyCurrentStructure(json);
      }
    }
    out.writeEndObject();
  }

  private static boolean namesInstallScript(JsonParser json) throws IOException {
    boolean found = false;
    if (json.currentToken() == JsonToken.START_OBJECT) {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        found |= INSTALL_SCRIPTS.contains(json.currentName());
        json.nextToken();
        json.skipChildren();
      }
    }
    return found;
  }
}
