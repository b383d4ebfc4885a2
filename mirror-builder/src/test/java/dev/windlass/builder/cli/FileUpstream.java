package dev.windlass.builder.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Files on a loopback port, with ranges; slow if asked, so that there is time to kill a client. */
final class FileUpstream implements AutoCloseable {
  final Map<String, byte[]> files = new ConcurrentHashMap<>();
  final List<String> requests = new CopyOnWriteArrayList<>();
  volatile int chunk = 1 << 20;
  volatile long pauseMillis;

  private final HttpServer server;
  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean held;

  FileUpstream() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /** Answers nothing until {@link #release}. */
  void hold() {
    held = true;
  }

  /** Waits until someone has asked for something. */
  void awaitRequest() throws InterruptedException {
    requested.await();
  }

  void release() {
    released.countDown();
  }

  String url(String name) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
  }

  /** Adds a file of random bytes and returns its line for a mirror list. */
  String add(String name, int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    files.put(name, content);
    return entry(name);
  }

  String entry(String name) {
    return "  - url: " + url(name) + "\n    digest: " + Digest.of(files.get(name)) + "\n";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(exchange.getRequestURI().getPath());
      requested.countDown();
      if (held) {
        released.await();
      }
      byte[] content = files.get(exchange.getRequestURI().getPath().substring(1));
      if (content == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      String range = exchange.getRequestHeaders().getFirst("Range");
      int from = range == null ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
      if (range != null) {
        exchange
            .getResponseHeaders()
            .set(
                "Content-Range",
                "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
      }
      exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
      send(exchange.getResponseBody(), Arrays.copyOfRange(content, from, content.length));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(OutputStream out, byte[] content) throws IOException {
    for (int offset = 0; offset < content.length; offset += chunk) {
      out.write(content, offset, Math.min(chunk, content.length - offset));
      out.flush();
      pause();
    }
  }

  private void pause() {
    try {
      Thread.sleep(pauseMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
