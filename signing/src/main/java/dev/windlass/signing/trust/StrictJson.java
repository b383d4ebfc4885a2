package dev.windlass.signing.trust;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Small JSON documents, read so that no two readers see two things: no duplicate, unknown or
 * superfluous key, no fraction, no null, nothing after the document.
 */
final class StrictJson {
  private static final int MAX_BYTES = 4 << 20;
  private static final int MAX_DEPTH = 8;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(19)
                  .maxNameLength(100)
                  .build())
          .build();

  private StrictJson() {}

  /** A file of bounded size, as bytes. */
  static byte[] readBounded(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException(file + " is larger than " + MAX_BYTES + " bytes");
      }
      return bytes;
    }
  }

  /**
   * @throws IllegalArgumentException if the bytes are not one such document
   */
  static Fields parse(byte[] json) {
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      Object document = value(parser);
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("something follows the document");
      }
      return Fields.of("document", document);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "not JSON: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = parser.currentName();
          parser.nextToken();
          members.put(key, value(parser));
        }
        yield members;
      }
      case START_ARRAY -> {
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(value(parser));
        }
        yield elements;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case null, default -> throw new IllegalArgumentException("unexpected " + token);
    };
  }

  /** The members of an object, each to be asked for once, until {@link #end}. */
  static final class Fields {
    private final String place;
    private final Map<String, Object> members;

    private Fields(String place, Map<String, Object> members) {
      this.place = place;
      this.members = members;
    }

    private static Fields of(String place, Object value) {
      Map<String, Object> members = new LinkedHashMap<>();
      if (!(value instanceof Map<?, ?> map)) {
        throw new IllegalArgumentException(place + " is no object");
      }
      map.forEach((key, member) -> members.put((String) key, member));
      return new Fields(place, members);
    }

    private <T> T take(String key, Class<T> type) {
      Object value = members.remove(key);
      if (!type.isInstance(value)) {
        throw new IllegalArgumentException(
            place + " lacks " + key + ", or it is no " + type.getSimpleName());
      }
      return type.cast(value);
    }

    String text(String key) {
      return take(key, String.class);
    }

    long number(String key) {
      return take(key, Long.class);
    }

    boolean flag(String key) {
      return take(key, Boolean.class);
    }

    boolean has(String key) {
      return members.containsKey(key);
    }

    Set<String> keys() {
      return Set.copyOf(members.keySet());
    }

    Fields object(String key) {
      return of(place + "." + key, take(key, Map.class));
    }

    List<String> texts(String key) {
      List<String> texts = new ArrayList<>();
      for (Object element : take(key, List.class)) {
        if (!(element instanceof String text) || texts.contains(text)) {
          throw new IllegalArgumentException(
              place + "." + key + " has something else than different strings");
        }
        texts.add(text);
      }
      return texts;
    }

    List<Fields> objects(String key) {
      List<Fields> objects = new ArrayList<>();
      for (Object element : take(key, List.class)) {
        objects.add(of(place + "." + key, element));
      }
      return objects;
    }

    /** All members have been asked for. */
    void end() {
      if (!members.isEmpty()) {
        throw new IllegalArgumentException(place + " has unknown keys " + members.keySet());
      }
    }
  }

  /** Writes a document's members. */
  interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  /** One object, indented, with a line feed at its end. */
  static byte[] encode(Body body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withRootSeparator("");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(separators)
            .withObjectIndenter(indenter)
            .withArrayIndenter(indenter);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.setPrettyPrinter(printer);
      json.writeStartObject();
      body.write(json);
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Writes an array of strings. */
  static void texts(JsonGenerator json, String key, Iterable<String> texts) throws IOException {
    json.writeArrayFieldStart(key);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  /** Writes a member unless there is no value. */
  static void optional(JsonGenerator json, String key, @Nullable String text) throws IOException {
    if (text != null) {
      json.writeStringField(key, text);
    }
  }
}
