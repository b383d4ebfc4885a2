package dev.windlass.spec.catalogue;

import dev.windlass.spec.content.Descriptor;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes one entry as one canonical line; {@link EntryParser} reads it back. */
final class EntryCodec {
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
}
