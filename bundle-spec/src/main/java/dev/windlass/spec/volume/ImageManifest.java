package dev.windlass.spec.volume;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an image manifest, an index or any other OCI manifest links to (image-spec 1.1, manifest.md
 * and image-index.md). Read strictly: what two programs could read as two things is no manifest.
 *
 * @param mediaType what the document says to be
 * @param parts of {@code config}, {@code layers}, {@code blobs} and {@code manifests}
 */
record ImageManifest(Optional<String> mediaType, List<Part> parts) {
  /** Registries refuse larger ones. */
  static final int MAX_BYTES = 4 << 20;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).build())
          .build();

  /** Digest and size of one descriptor. */
  record Part(Digest digest, long size) {}

  /**
   * @throws IllegalArgumentException if the bytes are no manifest, or an ambiguous one
   */
  static ImageManifest parse(byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the manifest is not UTF-8", e);
    }
    try (JsonParser json = JSON.createParser(text)) {
      ImageManifest manifest = new Reader(json).document();
      if (json.nextToken() != null) {
        throw new IllegalArgumentException("something follows the manifest");
      }
      return manifest;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no sound JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalStateException("a string cannot fail to be read", e);
    }
  }

  private static final class Reader {
    private final JsonParser json;
    private final List<Part> parts = new ArrayList<>();
    private @Nullable String mediaType;
    private boolean index;
    private boolean image;

    Reader(JsonParser json) {
      this.json = json;
    }

    ImageManifest document() throws IOException {
      require(json.nextToken() == JsonToken.START_OBJECT, "the manifest is no JSON object");
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String key = json.currentName();
        json.nextToken();
        member(key);
      }
      require(index != image, "its members are those of an image and of an index, or of neither");
      return new ImageManifest(Optional.ofNullable(mediaType), List.copyOf(parts));
    }

    private void member(String key) throws IOException {
      switch (key) {
        case "mediaType" -> mediaType = text(key);
        case "config" -> {
          image = true;
          if (json.currentToken() != JsonToken.VALUE_NULL) {
            descriptor(key);
          }
        }
        case "layers", "blobs" -> {
          image = true;
          descriptors(key);
        }
        case "manifests" -> {
          index = true;
          descriptors(key);
        }
        default -> json.skipChildren();
      }
    }

    private void descriptors(String key) throws IOException {
      if (json.currentToken() == JsonToken.VALUE_NULL) {
        return;
      }
      require(json.currentToken() == JsonToken.START_ARRAY, key + " is no array");
      while (json.nextToken() != JsonToken.END_ARRAY) {
        descriptor(key);
      }
    }

    private void descriptor(String place) throws IOException {
      require(json.currentToken() == JsonToken.START_OBJECT, place + " has no descriptor");
      String digest = null;
      long size = -1;
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String key = json.currentName();
        json.nextToken();
        switch (key) {
          case "digest" -> digest = text(key);
          case "size" -> {
            require(json.currentToken() == JsonToken.VALUE_NUMBER_INT, "a size is no number");
            size = json.getLongValue();
          }
          default -> json.skipChildren();
        }
      }
      require(size >= 0, "a descriptor in " + place + " has no size");
      require(digest != null, "a descriptor in " + place + " has no digest");
      parts.add(new Part(Digest.parse(Objects.requireNonNull(digest)), size));
    }

    private String text(String key) throws IOException {
      require(json.currentToken() == JsonToken.VALUE_STRING, key + " is no string");
      return json.getText();
    }

    private static void require(boolean condition, String otherwise) {
      if (!condition) {
        throw new IllegalArgumentException(otherwise);
      }
    }
  }
}
