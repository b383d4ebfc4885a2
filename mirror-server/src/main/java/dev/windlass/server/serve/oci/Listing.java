package dev.windlass.server.serve.oci;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.server.http.Exchange;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;

/** Lists of names, in pages: parameters {@code n} and {@code last}, and a Link to the next page. */
final class Listing {
  /** Names in a page where the client asks for none or for more. */
  static final int PAGE = 10_000;

  private final Exchange exchange;

  Listing(Exchange exchange) {
    this.exchange = exchange;
  }

  void tags(String name, Repository repository) throws IOException {
    OptionalInt count = count();
    if (count.isPresent()) {
      // One more than the page tells whether another page follows.
      List<String> tags = repository.tagsAfter(last(), count.getAsInt() + 1);
      send(JsonNodeFactory.instance.objectNode().put("name", name), "tags", tags, count.getAsInt());
    }
  }

  void catalog(NavigableMap<String, Repository> repositories) throws IOException {
    OptionalInt count = count();
    if (count.isPresent()) {
      List<String> names =
          repositories.tailMap(last(), false).keySet().stream()
              .limit(count.getAsInt() + 1)
              .toList();
      send(JsonNodeFactory.instance.objectNode(), "repositories", names, count.getAsInt());
    }
  }

  private String last() {
    return exchange.query("last").orElse("");
  }

  /** The page's size; if the client's wish is no number, the request is answered. */
  private OptionalInt count() throws IOException {
    String text = exchange.query("n").orElse(String.valueOf(PAGE));
    if (!text.matches("[0-9]{1,9}")) {
      OciError.PAGINATION_NUMBER_INVALID.send(exchange, "n is a number of names");
      return OptionalInt.empty();
    }
    return OptionalInt.of(Math.min(PAGE, Integer.parseInt(text)));
  }

  private void send(ObjectNode body, String member, List<String> found, int count)
      throws IOException {
    Map<String, String> headers = new HashMap<>(OciService.VERSION);
    List<String> page = found.subList(0, Math.min(count, found.size()));
    if (found.size() > count && count > 0) {
      headers.put("Link", next(exchange, page.getLast()));
    }
    var names = body.putArray(member);
    page.forEach(names::add);
    exchange.send(
        200, "application/json", body.toString().getBytes(StandardCharsets.UTF_8), headers);
  }

  /** The Link header's value for the page after {@code last}; other parameters stay as asked. */
  static String next(Exchange exchange, String last) {
    StringBuilder link = new StringBuilder("<").append(exchange.rawPath());
    link.append("?last=").append(encode(last));
    for (String name : List.of("n", "ns", "artifactType")) {
      exchange.query(name).ifPresent(value -> link.append('&' + name + '=' + encode(value)));
    }
    return link.append(">; rel=\"next\"").toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
