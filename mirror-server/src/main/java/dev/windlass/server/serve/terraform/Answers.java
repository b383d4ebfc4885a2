package dev.windlass.server.serve.terraform;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.server.http.Exchange;
import dev.windlass.server.serve.Content;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.StoredBlob;
import dev.windlass.spec.coordinates.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Answers in the forms of Terraform's protocols: errors are a list under {@code errors}. */
final class Answers {
  private static final String JSON = "application/json";

  private Answers() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static void json(Exchange exchange, ObjectNode answer) throws IOException {
    exchange.send(200, JSON, answer.toString().getBytes(StandardCharsets.UTF_8));
  }

  static void blob(Exchange exchange, Content content, Digest digest, String mediaType)
      throws IOException {
    Optional<StoredBlob> blob = content.find(digest);
    if (blob.isPresent()) {
      exchange.send(blob.get(), mediaType, Map.of());
    } else {
      error(exchange, 404, "this content is out of service: see the server's health");
    }
  }

  /**
   * 404 for something that could be asked of the low side.
   *
   * @param wanted address, also with version and platform as in a catalogue's coordinate
   */
  static void missing(Exchange exchange, String host, String wanted) throws IOException {
    String source = host.equals(TerraformIndex.ANY_HOST) ? wanted : host + "/" + wanted;
    exchange.missing(Kind.TERRAFORM, source);
    error(exchange, 404, source + " is in no release that is held here");
  }

  static void unknown(Exchange exchange) throws IOException {
    error(exchange, 404, "Not Found");
  }

  static void error(Exchange exchange, int status, String message) throws IOException {
    ObjectNode answer = object();
    answer.putArray("errors").add(message);
    exchange.send(status, JSON, answer.toString().getBytes(StandardCharsets.UTF_8));
  }
}
