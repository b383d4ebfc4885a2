package dev.windlass.acceptance.upstream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image registry of the OCI distribution protocol's pull side, on a free loopback port, plain
 * HTTP. Holds what {@link #publish} gave it. Safe for many threads.
 */
public final class ImageRegistry implements AutoCloseable {
  private static final Pattern REQUEST =
      Pattern.compile(
          "/v2/(?<name>.+)/(?<what>manifests|blobs|tags|referrers)/(?<reference>[^/]+)");

  private final HttpServer server;
  private final Map<String, Digest> tags = new ConcurrentHashMap<>();
  private final Map<Digest, byte[]> manifests = new ConcurrentHashMap<>();
  private final Map<Digest, byte[]> blobs = new ConcurrentHashMap<>();

  private ImageRegistry(HttpServer server) {
    this.server = server;
  }

  /** Starts on a free port of 127.0.0.1. */
  public static ImageRegistry start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    ImageRegistry registry = new ImageRegistry(server);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v2/", registry::answer);
    server.start();
    return registry;
  }

  /** {@code 127.0.0.1:port}, as image references name it. */
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Puts an image under a tag, moving the tag if it was there. */
  public void publish(String repository, String tag, SampleImage image) {
    blobs.putAll(image.blobs());
    manifests.putAll(image.manifests());
    tags.put(repository + ":" + tag, image.index());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/v2/")) {
        send(exchange, 200, "application/json", "{}".getBytes(StandardCharsets.UTF_8));
        return;
      }
      Matcher request = REQUEST.matcher(path);
      if (!request.matches()) {
        error(exchange, "UNSUPPORTED");
        return;
      }
      String name = request.group("name");
      String reference = request.group("reference");
      switch (request.group("what")) {
        case "manifests" -> manifest(exchange, name, reference);
        case "blobs" -> blob(exchange, reference);
        case "tags" -> tags(exchange, name);
        default -> error(exchange, "NOT_FOUND");
      }
    }
  }

  private void manifest(HttpExchange exchange, String name, String reference) throws IOException {
    Optional<Digest> digest =
        reference.startsWith(Digest.PREFIX)
            ? Optional.of(Digest.parse(reference))
            : Optional.ofNullable(tags.get(name + ":" + reference));
    byte[] content = digest.isPresent() ? manifests.get(digest.get()) : null;
    if (digest.isEmpty() || content == null) {
      error(exchange, "MANIFEST_UNKNOWN");
      return;
    }
    exchange.getResponseHeaders().set("Docker-Content-Digest", digest.get().toString());
    boolean index = new String(content, StandardCharsets.UTF_8).contains(SampleImage.INDEX);
    send(exchange, 200, index ? SampleImage.INDEX : SampleImage.MANIFEST, content);
  }

  private void blob(HttpExchange exchange, String reference) throws IOException {
    byte[] content = blobs.get(Digest.parse(reference));
    if (content == null) {
      error(exchange, "BLOB_UNKNOWN");
      return;
    }
    exchange.getResponseHeaders().set("Docker-Content-Digest", reference);
    send(exchange, 200, "application/octet-stream", content);
  }

  private void tags(HttpExchange exchange, String name) throws IOException {
    String list =
        tags.keySet().stream()
            .filter(tag -> tag.startsWith(name + ":"))
            .map(tag -> '"' + tag.substring(name.length() + 1) + '"')
            .sorted()
            .reduce((left, right) -> left + "," + right)
            .orElse("");
    String json = "{\"name\":\"%s\",\"tags\":[%s]}".formatted(name, list);
    send(exchange, 200, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  private static void error(HttpExchange exchange, String code) throws IOException {
    String json = "{\"errors\":[{\"code\":\"%s\",\"message\":\"\"}]}".formatted(code);
    send(exchange, 404, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String mediaType, byte[] content)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", mediaType);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(content.length));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
    exchange.getResponseBody().write(content);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
