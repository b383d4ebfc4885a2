package dev.windlass.builder.fetch.maven;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A Maven repository of made-up artifacts on a loopback port, which notes what is asked of it. */
final class LoopbackRepository implements AutoCloseable {
  final List<String> requests = new CopyOnWriteArrayList<>();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final HttpServer server;

  LoopbackRepository() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** Publishes a file with its checksum. */
  void put(String path, byte[] content) {
    files.put(path, content);
    String sha1 = HexFormat.of().formatHex(FileImporter.digest("SHA-1").digest(content));
    files.put(path + ".sha1", sha1.getBytes(StandardCharsets.US_ASCII));
  }

  void put(String path, String content) {
    put(path, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Replaces a file, or its checksum, alone. */
  void tamper(String path, String content) {
    files.put(path, content.getBytes(StandardCharsets.UTF_8));
  }

  void remove(String path) {
    files.remove(path);
  }

  /** Publishes a POM, {@code group:artifact:version}, with more of its elements. */
  void pom(String gav, String elements) {
    put(path(gav, "pom"), xml(gav, elements));
  }

  void jar(String gav, String elements) {
    pom(gav, elements);
    put(path(gav, "jar"), "jar of " + gav);
  }

  static String path(String gav, String extension) {
    String[] names = gav.split(":", -1);
    String name = names[1] + "-" + names[2] + "." + extension;
    return String.join("/", names[0].replace('.', '/'), names[1], names[2], name);
  }

  static String xml(String gav, String elements) {
    String[] names = gav.split(":", -1);
    return """
    <project><modelVersion>4.0.0</modelVersion>
    <groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>
    %s</project>
    """
        .formatted(names[0], names[1], names[2], elements);
  }

  static String dependency(String gav) {
    return "<dependencies>" + coordinates("dependency", gav, "") + "</dependencies>";
  }

  static String coordinates(String element, String gav, String more) {
    String[] names = gav.split(":", -1);
    return "<%1$s><groupId>%2$s</groupId><artifactId>%3$s</artifactId><version>%4$s</version>%5$s</%1$s>"
        .formatted(element, names[0], names[1], names[2], more);
  }

  static byte[] plugin(String prefix) throws IOException {
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(jar)) {
      zip.putNextEntry(new ZipEntry("META-INF/maven/plugin.xml"));
      zip.write(
          "<plugin><goalPrefix>%s</goalPrefix></plugin>"
              .formatted(prefix)
              .getBytes(StandardCharsets.UTF_8));
    }
    return jar.toByteArray();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring(1);
      requests.add(path);
      byte[] content = files.get(path);
      if (content == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
