package dev.windlass.server.serve.npm;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.windlass.server.http.Exchange;
import java.io.IOException;
import java.util.Map;

/** Answers in npm's form. */
final class Answers {
  static final String JSON = "application/json";
  static final JsonMapper MAPPER = new JsonMapper();

  private Answers() {}

  static void error(Exchange exchange, int status, String message) throws IOException {
    error(exchange, status, message, Map.of());
  }

  private static void error(
      Exchange exchange, int status, String message, Map<String, String> headers)
      throws IOException {
    var body = JsonNodeFactory.instance.objectNode().put("error", message);
    exchange.send(status, JSON, MAPPER.writeValueAsBytes(body), headers);
  }

  static void readOnly(Exchange exchange) throws IOException {
    error(
        exchange,
        405,
        "this registry is a mirror and takes nothing: its packages come with imported releases",
        Map.of("Allow", "GET, HEAD"));
  }

  static void damaged(Exchange exchange) throws IOException {
    error(exchange, 503, "the stored copy is damaged and out of service: tell the mirror's admin");
  }
}
