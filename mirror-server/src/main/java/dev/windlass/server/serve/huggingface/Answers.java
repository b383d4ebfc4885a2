package dev.windlass.server.serve.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.windlass.server.http.Exchange;
import dev.windlass.spec.coordinates.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Answers in the hub's form: errors carry a code and a message in headers. */
final class Answers {
  private static final String JSON = "application/json";

  private Answers() {}

  static void json(Exchange exchange, JsonNode answer) throws IOException {
    json(exchange, answer, Map.of());
  }

  static void json(Exchange exchange, JsonNode answer, Map<String, String> headers)
      throws IOException {
    exchange.send(200, JSON, answer.toString().getBytes(StandardCharsets.UTF_8), headers);
  }

  static void noRepo(Exchange exchange, String repo) throws IOException {
    exchange.missing(Kind.HUGGINGFACE, repo);
    error(exchange, 404, "RepoNotFound", "Repository not found: no release here holds it");
  }

  static void noRevision(Exchange exchange, String repo, String revision) throws IOException {
    exchange.missing(Kind.HUGGINGFACE, repo + "@" + revision);
    error(exchange, 404, "RevisionNotFound", "Revision not found: no release here holds it");
  }

  /** Not counted as demand: clients probe for files that few repositories have. */
  static void noEntry(Exchange exchange) throws IOException {
    error(exchange, 404, "EntryNotFound", "Entry not found");
  }

  static void unknown(Exchange exchange) throws IOException {
    error(exchange, 404, "NotFound", "Not found");
  }

  static void error(Exchange exchange, int status, String code, String message) throws IOException {
    JsonNode answer = JsonNodeFactory.instance.objectNode().put("error", message);
    exchange.send(
        status,
        JSON,
        answer.toString().getBytes(StandardCharsets.UTF_8),
        Map.of("X-Error-Code", code, "X-Error-Message", message));
  }
}
