package dev.windlass.spec.catalogue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.coordinates.Coordinates;
import dev.windlass.spec.coordinates.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One entry as one canonical line. Reading is parse, encode, compare: whatever the encoder would
 * not have written byte for byte is refused, so that no two readers can see two things.
 */
final class EntryCodec {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(4)
                  .maxNumberLength(19)
                  .maxNameLength(64)
                  .build())
          .build();

  private EntryCodec() {}

  /** The line without its line feed. */
  static byte[] encode(CatalogueEntry entry) {
    StringBuilder out = new StringBuilder(256);
    out.append("{\"kind\":");
    string(out, entry.coordinates().kind().text());
    out.append(",\"coordinate\":");
    string(out, entry.coordinates().text());
    out.append(',');
    descriptor(out, entry.descriptor());
    entry.origin().ifPresent(value -> member(out, "origin", value));
    entry.licence().ifPresent(value -> member(out, "licence", value));
    if (!entry.attributes().isEmpty()) {
      out.append(",\"attributes\":{");
      String separator = "";
      for (var attribute : entry.attributes().entrySet()) {
        out.append(separator);
        string(out, attribute.getKey());
        out.append(':');
        string(out, attribute.getValue());
        separator = ",";
      }
      out.append('}');
    }
    links(out, "evidence", entry.evidence());
    links(out, "links", entry.links());
    return out.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void descriptor(StringBuilder out, Descriptor descriptor) {
    out.append("\"digest\":\"").append(descriptor.digest()).append("\",\"size\":");
    out.append(descriptor.size()).append(",\"mediaType\":");
    string(out, descriptor.mediaType());
  }

  private static void links(StringBuilder out, String key, List<Link> links) {
    if (links.isEmpty()) {
      return;
    }
    out.append(",\"").append(key).append("\":[");
    String separator = "";
    for (Link link : links) {
      out.append(separator).append("{\"rel\":");
      string(out, link.rel());
      link.name().ifPresent(value -> member(out, "name", value));
      out.append(',');
      descriptor(out, link.descriptor());
      out.append(link.present() ? "}" : ",\"absent\":true}");
      separator = ",";
    }
    out.append(']');
  }

  private static void member(StringBuilder out, String key, String value) {
    out.append(",\"").append(key).append("\":");
    string(out, value);
  }

  private static void string(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\');
      } else if (c < 0x20 || c == 0x7f) {
        throw new IllegalArgumentException("control character in: " + text);
      } else if (Character.isSurrogate(c)) {
        boolean paired =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!paired) {
          throw new IllegalArgumentException("broken surrogate pair in: " + text);
        }
        out.append(c);
        c = text.charAt(++i);
      }
      out.append(c);
    }
    out.append('"');
  }

  /**
   * @throws IllegalArgumentException if the line is not exactly what {@link #encode} would write
   */
  static CatalogueEntry decode(byte[] line, int length) {
    CatalogueEntry entry;
    try (JsonParser json = JSON.createParser(line, 0, length)) {
      expect(json.nextToken(), JsonToken.START_OBJECT);
      entry = entry(json);
      if (json.nextToken() != null) {
        throw new IllegalArgumentException("something follows the object");
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("not one JSON object: " + firstLine(e), e);
    }
    byte[] canonical = encode(entry);
    if (!Arrays.equals(canonical, 0, canonical.length, line, 0, length)) {
      throw new IllegalArgumentException("the line is not in canonical form");
    }
    return entry;
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static CatalogueEntry entry(JsonParser json) throws IOException {
    Fields fields = new Fields();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      fields.read(json);
    }
    Kind kind = Kind.parse(required(fields.kind, "kind"));
    return new CatalogueEntry(
        Coordinates.parse(kind, required(fields.coordinate, "coordinate")),
        fields.descriptor(),
        Optional.ofNullable(fields.origin),
        Optional.ofNullable(fields.licence),
        fields.attributes,
        fields.evidence,
        fields.links);
  }

  private static final class Fields {
    private @Nullable String kind;
    private @Nullable String coordinate;
    private @Nullable String rel;
    private @Nullable String name;
    private @Nullable String digest;
    private long size = -1;
    private @Nullable String mediaType;
    private @Nullable String origin;
    private @Nullable String licence;
    private boolean absent;
    private SortedMap<String, String> attributes = new TreeMap<>();
    private List<Link> evidence = List.of();
    private List<Link> links = List.of();

    void read(JsonParser json) throws IOException {
      expect(json.currentToken(), JsonToken.FIELD_NAME);
      String key = json.currentName();
      JsonToken token = json.nextToken();
      switch (key) {
        case "kind" -> kind = text(json, token);
        case "coordinate" -> coordinate = text(json, token);
        case "rel" -> rel = text(json, token);
        case "name" -> name = text(json, token);
        case "digest" -> digest = text(json, token);
        case "size" -> {
          expect(token, JsonToken.VALUE_NUMBER_INT);
          size = json.getLongValue();
        }
        case "mediaType" -> mediaType = text(json, token);
        case "origin" -> origin = text(json, token);
        case "licence" -> licence = text(json, token);
        case "absent" -> {
          expect(token, JsonToken.VALUE_TRUE);
          absent = true;
        }
        case "attributes" -> attributes = attributes(json, token);
        case "evidence" -> evidence = links(json, token);
        case "links" -> links = links(json, token);
        default -> throw new IllegalArgumentException("unknown key: " + key);
      }
    }

    Descriptor descriptor() {
      return new Descriptor(
          Digest.parse(required(digest, "digest")), size, required(mediaType, "mediaType"));
    }

    private static SortedMap<String, String> attributes(JsonParser json, JsonToken token)
        throws IOException {
      expect(token, JsonToken.START_OBJECT);
      SortedMap<String, String> attributes = new TreeMap<>();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        bound(attributes.size());
        String key = json.currentName();
        attributes.put(key, text(json, json.nextToken()));
      }
      return attributes;
    }

    private static List<Link> links(JsonParser json, JsonToken token) throws IOException {
      expect(token, JsonToken.START_ARRAY);
      List<Link> links = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        bound(links.size());
        expect(json.currentToken(), JsonToken.START_OBJECT);
        Fields fields = new Fields();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          fields.read(json);
        }
        links.add(
            new Link(
                required(fields.rel, "rel"),
                Optional.ofNullable(fields.name),
                fields.descriptor(),
                !fields.absent));
      }
      return links;
    }
  }

  private static void bound(int members) {
    if (members >= CatalogueLimits.MEMBERS) {
      throw new IllegalArgumentException("more than " + CatalogueLimits.MEMBERS + " members");
    }
  }

  private static String text(JsonParser json, JsonToken token) throws IOException {
    expect(token, JsonToken.VALUE_STRING);
    return json.getText();
  }

  private static <T> T required(@Nullable T value, String key) {
    if (value == null) {
      throw new IllegalArgumentException("missing key: " + key);
    }
    return value;
  }

  private static void expect(@Nullable JsonToken actual, JsonToken expected) {
    if (actual != expected) {
      throw new IllegalArgumentException("expected " + expected + ", found " + actual);
    }
  }
}
