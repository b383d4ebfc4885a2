package dev.windlass.server.web;

import java.nio.charset.StandardCharsets;

/** A page under construction: markup is written by {@link #tag}, everything else is escaped. */
final class Html {
  private final StringBuilder out = new StringBuilder(8192);

  /** Markup that this program fixes. Never give it a text that came from elsewhere. */
  Html tag(String markup) {
    out.append(markup);
    return this;
  }

  /** Text between tags or inside a quoted attribute. */
  Html text(Object value) {
    String text = String.valueOf(value);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return this;
  }

  /** An element that holds text alone. */
  Html element(String name, Object text) {
    return tag("<" + name + ">").text(text).tag("</" + name + ">");
  }

  byte[] bytes() {
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
