package dev.windlass.acceptance.upstream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A plain HTTP server on a free loopback port that remembers what it was asked. */
final class LoopbackServer implements AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();

  /** Answers one request; throwing {@link NotFound} gives 404. */
  @FunctionalInterface
  interface Handler {
    void handle(Call call) throws IOException;
  }

  /** There is no such thing. */
  static final class NotFound extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotFound(String what) {
      super(what);
    }
  }

  LoopbackServer(Handler handler) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", exchange -> serve(exchange, handler));
    server.start();
  }

  private void serve(HttpExchange exchange, Handler handler) throws IOException {
    Call call = new Call(exchange);
    requests.add(call.method() + " " + exchange.getRequestURI());
    try (exchange) {
      handler.handle(call);
    } catch (NotFound e) {
      call.send(404, "text/plain", String.valueOf(e.getMessage()));
    }
  }

  /** {@code http://127.0.0.1:<port>}. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What was asked since the last call, {@code METHOD path?query} each. */
  List<String> takeRequests() {
    List<String> taken = List.copyOf(requests);
    requests.clear();
    return taken;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  /** One request and its answer. */
  record Call(HttpExchange exchange) {
    String method() {
      return exchange.getRequestMethod();
    }

    /** The decoded path. */
    String path() {
      return exchange.getRequestURI().getPath();
    }

    Optional<String> query(String name) {
      String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
      for (String pair : query.split("&", -1)) {
        if (pair.startsWith(name + "=")) {
          return Optional.of(pair.substring(name.length() + 1));
        }
      }
      return Optional.empty();
    }

    Optional<String> header(String name) {
      return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    byte[] content() throws IOException {
      return exchange.getRequestBody().readAllBytes();
    }

    Call with(String header, String value) {
      exchange.getResponseHeaders().set(header, value);
      return this;
    }

    Call with(Map<String, String> headers) {
      headers.forEach(this::with);
      return this;
    }

    void json(String text) throws IOException {
      send(200, "application/json", text);
    }

    void send(int status, String mediaType, String text) throws IOException {
      send(status, mediaType, Payload.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    void send(int status) throws IOException {
      exchange.sendResponseHeaders(status, -1);
    }

    /** Sends content, or for a range request of an unchanged 200 its tail. */
    void send(int status, String mediaType, Payload payload) throws IOException {
      with("Content-Type", mediaType);
      long first = 0;
      Matcher range = RANGE.matcher(header("Range").orElse(""));
      if (status == 200 && range.matches() && Long.parseLong(range.group(1)) < payload.size()) {
        first = Long.parseLong(range.group(1));
        with("Content-Range", "bytes " + first + "-" + (payload.size() - 1) + "/" + payload.size());
      }
      long length = payload.size() - first;
      if (method().equals("HEAD")) {
        with("Content-Length", Long.toString(length));
      }
      boolean empty = length == 0 || method().equals("HEAD");
      exchange.sendResponseHeaders(first > 0 ? 206 : status, empty ? -1 : length);
      if (!empty) {
        try (InputStream in = payload.open()) {
          in.skipNBytes(first);
          in.transferTo(exchange.getResponseBody());
        }
      }
    }
  }
}
