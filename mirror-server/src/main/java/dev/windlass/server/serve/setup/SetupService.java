package dev.windlass.server.serve.setup;

import dev.windlass.server.http.Exchange;
import dev.windlass.server.http.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers {@code GET /setup/<file>}. Where a token is needed, files name a variable for it. */
public final class SetupService implements Service {
  private static final String TEXT = "text/plain; charset=utf-8";

  private final Supplier<SetupFacts> facts;

  public SetupService(Supplier<SetupFacts> facts) {
    this.facts = facts;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    if (!exchange.reads()) {
      exchange.send(405, Map.of("Allow", "GET, HEAD"));
      return;
    }
    String origin = exchange.origin();
    SetupFacts known = facts.get();
    ClientFiles files = new ClientFiles(origin, known);
    Optional<String> content =
        switch (exchange.path()) {
          case "settings.xml" -> Optional.of(files.settingsXml());
          case "npmrc" -> Optional.of(files.npmrc());
          case "pip.conf" -> Optional.of(files.pipConf());
          case "wheels.html" -> Optional.of(files.wheels());
          case "terraformrc" -> Optional.of(files.terraformrc());
          case "registries.conf" -> Optional.of(files.registriesConf());
          case "hf.env" -> Optional.of(files.hfEnv());
          case "ca.pem" -> known.authority();
          default -> Optional.empty();
        };
    if (content.isEmpty()) {
      exchange.send(404, TEXT, "no such file\n".getBytes(StandardCharsets.UTF_8));
      return;
    }
    exchange.send(
        200,
        mediaType(exchange.path()),
        content.get().getBytes(StandardCharsets.UTF_8),
        Map.of("Cache-Control", "no-cache", "Vary", "Host"));
  }

  private static String mediaType(String file) {
    return switch (file) {
      case "settings.xml" -> "application/xml";
      case "wheels.html" -> "text/html; charset=utf-8";
      case "ca.pem" -> "application/x-pem-file";
      default -> TEXT;
    };
  }
}
