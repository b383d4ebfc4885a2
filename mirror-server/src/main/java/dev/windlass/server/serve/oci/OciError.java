package dev.windlass.server.serve.oci;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.windlass.server.http.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The error codes of the specification that a read-only registry needs, with their statuses. */
enum OciError {
  BLOB_UNKNOWN(404),
  DIGEST_INVALID(400),
  MANIFEST_UNKNOWN(404),
  NAME_UNKNOWN(404),
  PAGINATION_NUMBER_INVALID(400),
  /** A content that the release names but the server has taken out of service. */
  UNAVAILABLE(503),
  UNSUPPORTED(405);

  private final int status;

  OciError(int status) {
    this.status = status;
  }

  void send(Exchange exchange, String message) throws IOException {
    var body = JsonNodeFactory.instance.objectNode();
    body.putArray("errors").addObject().put("code", name()).put("message", message);
    Map<String, String> headers = new HashMap<>(OciService.VERSION);
    if (this == UNSUPPORTED) {
      headers.put("Allow", "GET, HEAD");
    }
    exchange.send(
        status, "application/json", body.toString().getBytes(StandardCharsets.UTF_8), headers);
  }
}
