package dev.windlass.server.web;

import dev.windlass.server.http.Exchange;
import dev.windlass.server.http.Service;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;

/** The pages' one style sheet. */
public final class StyleSheet implements Service {
  private final byte[] css;

  public StyleSheet() throws IOException {
    try (InputStream in = StyleSheet.class.getResourceAsStream("style.css")) {
      css = Objects.requireNonNull(in, "style.css").readAllBytes();
    }
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    exchange.send(200, "text/css; charset=utf-8", css, Map.of("Cache-Control", "max-age=300"));
  }
}
