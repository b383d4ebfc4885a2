package dev.windlass.builder.fetch.maven;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.windlass.spec.content.BlobStore;
import dev.windlass.spec.content.StoredBlob;
import dev.windlass.spec.coordinates.MavenCoordinates;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A Maven repository on a free loopback port that hands everything through a {@link Recorder}. Its
 * path begins with a random token, so that no other user of the machine can fetch through it by
 * chance.
 */
final class RecordingProxy implements AutoCloseable {
  private static final String METADATA = "/maven-metadata.xml";
  private static final String OTHER_CHECKSUMS = ".*\\.(md5|sha256|sha512)";

  private final Recorder recorder;
  private final BlobStore store;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String prefix = "/" + UUID.randomUUID() + "/";
  private final List<String> failures = new CopyOnWriteArrayList<>();

  RecordingProxy(Recorder recorder, BlobStore store) throws IOException {
    this.recorder = recorder;
    this.store = store;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.setExecutor(threads);
    server.createContext(prefix, this::answer);
    server.start();
  }

  /** Base URL of the repository. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + prefix;
  }

  /** What could not be fetched for other reasons than absence, in words. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring(prefix.length());
      try {
        answer(exchange, path);
      } catch (IOException e) {
        failures.add(path + ": " + e.getMessage());
        send(exchange, 502, String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private void answer(HttpExchange exchange, String path) throws IOException {
    boolean sha1 = path.endsWith(".sha1");
    String target = sha1 ? path.substring(0, path.length() - ".sha1".length()) : path;
    if (target.endsWith(METADATA)) {
      Optional<byte[]> document =
          recorder.metadata(target.substring(0, target.length() - METADATA.length()));
      if (document.isPresent()) {
        send(exchange, 200, sha1 ? hex(document.get()) : document.get());
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
      return;
    }
    Optional<MavenCoordinates> coordinates =
        target.matches(OTHER_CHECKSUMS) ? Optional.empty() : RepositoryPath.parse(target);
    Optional<RecordedFile> file = Optional.empty();
    if (coordinates.isPresent()) {
      file = sha1 ? recorder.recorded(coordinates.get()) : recorder.artifact(coordinates.get());
    }
    if (file.isEmpty()) {
      exchange.sendResponseHeaders(404, -1);
    } else if (sha1) {
      send(exchange, 200, file.get().sha1().getBytes(StandardCharsets.US_ASCII));
    } else {
      send(exchange, file.get());
    }
  }

  private static byte[] hex(byte[] content) {
    return HexFormat.of()
        .formatHex(FileImporter.digest("SHA-1").digest(content))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private void send(HttpExchange exchange, RecordedFile file) throws IOException {
    Optional<StoredBlob> blob = store.find(file.blob().digest());
    if (blob.isEmpty()) {
      throw new IOException("the content store lost " + file.coordinates().text());
    }
    if (exchange.getRequestMethod().equals("HEAD") || blob.get().size() == 0) {
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    exchange.sendResponseHeaders(200, blob.get().size());
    try (InputStream in = blob.get().open()) {
      in.transferTo(exchange.getResponseBody());
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] content) throws IOException {
    boolean empty = exchange.getRequestMethod().equals("HEAD") || content.length == 0;
    exchange.sendResponseHeaders(status, empty ? -1 : content.length);
    if (!empty) {
      exchange.getResponseBody().write(content);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
