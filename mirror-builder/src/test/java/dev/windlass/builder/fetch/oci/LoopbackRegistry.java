package dev.windlass.builder.fetch.oci;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A registry on a free loopback port that holds what a test puts in it, remembers what it was asked
 * and can ask for logins. Its referrers API is off until it is given referrers.
 */
final class LoopbackRegistry implements AutoCloseable {
  private static final Pattern REQUEST =
      Pattern.compile("/v2/(.+)/(manifests|blobs|referrers)/([^/]+)");

  /** Decides on a request before it is answered; true if it answered itself. */
  @FunctionalInterface
  interface Gate {
    boolean answer(HttpExchange exchange) throws IOException;
  }

  private record Document(String mediaType, String content) {}

  final List<String> requests = new CopyOnWriteArrayList<>();
  volatile Gate gate = exchange -> false;
  private final HttpServer server;
  private final Map<String, Digest> tags = new ConcurrentHashMap<>();
  private final Map<Digest, Document> manifests = new ConcurrentHashMap<>();
  private final Map<Digest, byte[]> blobs = new ConcurrentHashMap<>();
  private final Map<Digest, List<String>> referrerPages = new ConcurrentHashMap<>();

  LoopbackRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  Descriptor blob(String mediaType, byte[] content) {
    blobs.put(Digest.of(content), content);
    return new Descriptor(Digest.of(content), content.length, mediaType);
  }

  Descriptor manifest(String mediaType, String document) {
    byte[] content = document.getBytes(StandardCharsets.UTF_8);
    manifests.put(Digest.of(content), new Document(mediaType, document));
    return new Descriptor(Digest.of(content), content.length, mediaType);
  }

  /** Puts other bytes where a manifest is expected. */
  void forge(Digest digest, String document) {
    manifests.put(digest, new Document(MediaTypes.OCI_MANIFEST, document));
  }

  void tag(String tag, Descriptor manifest) {
    tags.put(tag, manifest.digest());
  }

  /** Answers the referrers API for a subject with these indexes, page after page. */
  void referrers(Digest subject, List<String> pages) {
    referrerPages.put(subject, pages);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      Matcher request = REQUEST.matcher(exchange.getRequestURI().getPath());
      if (gate.answer(exchange)) {
        return;
      }
      if (!request.matches()) {
        send(exchange, 404, "text/plain", "page not found".getBytes(StandardCharsets.UTF_8));
        return;
      }
      String reference = request.group(3);
      switch (request.group(2)) {
        case "manifests" -> manifest(exchange, reference);
        case "blobs" -> {
          byte[] content = blobs.get(Digest.parse(reference));
          send(exchange, content == null ? 404 : 200, "application/octet-stream", content);
        }
        default -> referrers(exchange, Digest.parse(reference));
      }
    }
  }

  private void manifest(HttpExchange exchange, String reference) throws IOException {
    Digest digest =
        reference.startsWith(Digest.PREFIX) ? Digest.parse(reference) : tags.get(reference);
    Document document = digest == null ? null : manifests.get(digest);
    if (document == null) {
      send(exchange, 404, "application/json", null);
      return;
    }
    exchange.getResponseHeaders().set("Docker-Content-Digest", digest.toString());
    byte[] content = document.content().getBytes(StandardCharsets.UTF_8);
    send(exchange, 200, document.mediaType(), content);
  }

  private void referrers(HttpExchange exchange, Digest subject) throws IOException {
    if (referrerPages.isEmpty()) {
      send(exchange, 404, "text/plain", "page not found".getBytes(StandardCharsets.UTF_8));
      return;
    }
    List<String> pages =
        referrerPages.getOrDefault(
            subject,
            List.of(
                "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[]}"
                    .formatted(MediaTypes.OCI_INDEX)));
    int page = Optional.ofNullable(exchange.getRequestURI().getQuery()).map(q -> 1).orElse(0);
    if (page + 1 < pages.size()) {
      URI uri = exchange.getRequestURI();
      exchange.getResponseHeaders().set("Link", "<" + uri.getPath() + "?page=1>; rel=\"next\"");
    }
    send(exchange, 200, MediaTypes.OCI_INDEX, pages.get(page).getBytes(StandardCharsets.UTF_8));
  }

  static void send(HttpExchange exchange, int status, String mediaType, byte[] content)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", mediaType);
    byte[] body = content == null ? new byte[0] : content;
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
