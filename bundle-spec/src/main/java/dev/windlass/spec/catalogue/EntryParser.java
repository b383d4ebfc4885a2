package dev.windlass.spec.catalogue;

import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.coordinates.Coordinates;
import dev.windlass.spec.coordinates.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads one line in canonical form and no other: keys in their one order, no space, no escape that
 * is not needed, numbers without sign or leading zero. So it is no JSON parser, every line it takes
 * is JSON, and {@link EntryCodec#encode} gives the same bytes back.
 */
final class EntryParser {
  private static final byte[] KIND = bytes("{\"kind\":");
  private static final byte[] COORDINATE = bytes(",\"coordinate\":");
  private static final byte[] DIGEST = bytes(",\"digest\":");
  private static final byte[] SIZE = bytes(",\"size\":");
  private static final byte[] MEDIA_TYPE = bytes(",\"mediaType\":");
  private static final byte[] ORIGIN = bytes(",\"origin\":");
  private static final byte[] LICENCE = bytes(",\"licence\":");
  private static final byte[] ATTRIBUTES = bytes(",\"attributes\":{");
  private static final byte[] EVIDENCE = bytes(",\"evidence\":[");
  private static final byte[] LINKS = bytes(",\"links\":[");
  private static final byte[] REL = bytes("{\"rel\":");
  private static final byte[] NAME = bytes(",\"name\":");
  private static final byte[] ABSENT = bytes(",\"absent\":true");

  private final byte[] line;
  private final int end;
  private int at;
  private int keyEnd;

  EntryParser(byte[] line, int length) {
    this.line = line;
    this.end = length;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * @throws IllegalArgumentException if the line is not exactly what the encoder would write
   */
  CatalogueEntry parse() {
    expect(KIND);
    Kind kind = Kind.parse(string());
    expect(COORDINATE);
    String text = string();
    Coordinates coordinates = Coordinates.parse(kind, text);
    if (!coordinates.text().equals(text)) {
      throw new IllegalArgumentException("not the coordinate's canonical text: " + text);
    }
    keyEnd = at;
    CatalogueEntry entry =
        new CatalogueEntry(
            coordinates,
            descriptor(),
            optional(ORIGIN),
            optional(LICENCE),
            attributes(),
            links(EVIDENCE),
            links(LINKS));
    expect('}');
    if (at != end) {
      throw unexpected("the end of the line");
    }
    return entry;
  }

  /** Length of the line's beginning that orders it: kind and coordinate. */
  int keyEnd() {
    return keyEnd;
  }

  private Descriptor descriptor() {
    expect(DIGEST);
    Digest digest = Digest.parse(string());
    expect(SIZE);
    long size = number();
    expect(MEDIA_TYPE);
    return new Descriptor(digest, size, string());
  }

  private Optional<String> optional(byte[] key) {
    return accept(key) ? Optional.of(string()) : Optional.empty();
  }

  private SortedMap<String, String> attributes() {
    if (!accept(ATTRIBUTES)) {
      return Collections.emptySortedMap();
    }
    TreeMap<String, String> attributes = new TreeMap<>();
    do {
      bound(attributes.size());
      String key = string();
      if (!attributes.isEmpty() && key.compareTo(attributes.lastKey()) <= 0) {
        throw new IllegalArgumentException("attributes are not sorted, or one comes twice: " + key);
      }
      expect(':');
      attributes.put(key, string());
    } while (accept(','));
    expect('}');
    return attributes;
  }

  private List<Link> links(byte[] key) {
    if (!accept(key)) {
      return List.of();
    }
    List<Link> links = new ArrayList<>();
    do {
      bound(links.size());
      expect(REL);
      String rel = string();
      Optional<String> name = optional(NAME);
      Descriptor descriptor = descriptor();
      links.add(new Link(rel, name, descriptor, !accept(ABSENT)));
      expect('}');
    } while (accept(','));
    expect(']');
    return links;
  }

  private static void bound(int members) {
    if (members >= CatalogueLimits.MEMBERS) {
      throw new IllegalArgumentException("more than " + CatalogueLimits.MEMBERS + " members");
    }
  }

  private long number() {
    int start = at;
    long value = 0;
    while (at < end && line[at] >= '0' && line[at] <= '9') {
      int digit = line[at] - '0';
      if (value > (Long.MAX_VALUE - digit) / 10) {
        throw unexpected("a smaller number");
      }
      value = (value * 10) + digit;
      at++;
    }
    if (at == start || (line[start] == '0' && at > start + 1)) {
      throw unexpected("a decimal number");
    }
    return value;
  }

  private String string() {
    expect('"');
    int start = at;
    boolean ascii = true;
    boolean escapes = false;
    for (; at < end && line[at] != '"'; at++) {
      byte b = line[at];
      if (b == '\\') {
        escapes = true;
        at++;
        if (at == end || (line[at] != '"' && line[at] != '\\')) {
          throw unexpected("an escaped quotation mark or backslash");
        }
      } else if (b < 0) {
        ascii = false;
      } else if (b < 0x20 || b == 0x7f) {
        throw unexpected("no control character");
      }
    }
    String text = ascii ? latin(start) : utf8(start);
    expect('"');
    return escapes ? unescape(text) : text;
  }

  private String latin(int start) {
    return new String(line, start, at - start, StandardCharsets.ISO_8859_1);
  }

  private String utf8(int start) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(line, start, at - start))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("no valid UTF-8 after byte " + start, e);
    }
  }

  private static String unescape(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      }
      out.append(text.charAt(i));
    }
    return out.toString();
  }

  private boolean accept(byte[] expected) {
    int stop = at + expected.length;
    if (stop > end) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (line[at + i] != expected[i]) {
        return false;
      }
    }
    at = stop;
    return true;
  }

  private void expect(byte[] expected) {
    if (!accept(expected)) {
      throw unexpected(new String(expected, StandardCharsets.US_ASCII));
    }
  }

  private boolean accept(char expected) {
    if (at < end && line[at] == expected) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char expected) {
    if (!accept(expected)) {
      throw unexpected(String.valueOf(expected));
    }
  }

  private IllegalArgumentException unexpected(String expected) {
    return new IllegalArgumentException("at byte " + at + ": expected " + expected);
  }
}
