package dev.windlass.acceptance.demo;

import dev.windlass.acceptance.process.Checkout;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The server as a process of its own, on free loopback ports, until closed. */
final class RunningServer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);

  private final Process process;
  private final int https;
  private final int http;
  private final Path authority;

  private RunningServer(Process process, int https, int http, Path authority) {
    this.process = process;
    this.https = https;
    this.http = http;
    this.authority = authority;
  }

  /** Starts it on the data directory below {@code directory} and waits until it is ready. */
  static RunningServer start(Checkout checkout, Path directory)
      throws IOException, InterruptedException {
    int https = freePort();
    int http = freePort();
    Process process =
        checkout
            .mirrorServer("serve", "--https", "127.0.0.1:" + https, "--http", "127.0.0.1:" + http)
            .in(directory)
            .env("MIRROR_SERVER_DATA_DIR", "data")
            .start(directory.resolve("server.log"));
    RunningServer server = new RunningServer(process, https, http, directory.resolve("ca.pem"));
    server.awaitReady(directory.resolve("server.log"));
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady(Path log) throws IOException, InterruptedException {
    long end = System.nanoTime() + START.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (true) {
        try {
          HttpRequest ready = HttpRequest.newBuilder(URI.create(plain() + "/readyz")).build();
          if (client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            HttpRequest ca = HttpRequest.newBuilder(URI.create(plain() + "/setup/ca.pem")).build();
            client.send(ca, HttpResponse.BodyHandlers.ofFile(authority));
            return;
          }
        } catch (IOException e) {
          if (!process.isAlive()) {
            throw new DemoException("the server did not start:\n" + Files.readString(log));
          }
        }
        if (System.nanoTime() > end) {
          process.destroy();
          throw new DemoException("the server was not ready in time:\n" + Files.readString(log));
        }
        process.waitFor(100, TimeUnit.MILLISECONDS);
      }
    }
  }

  String origin() {
    return "https://localhost:" + https;
  }

  String host() {
    return "localhost:" + https;
  }

  String plain() {
    return "http://127.0.0.1:" + http;
  }

  /** PEM file of the server's own authority. */
  Path authority() {
    return authority;
  }

  /** A client that trusts the server's own authority and nothing else. */
  HttpClient client() throws IOException {
    try (var in = Files.newInputStream(authority)) {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, trust.getTrustManagers(), null);
      return HttpClient.newBuilder().sslContext(tls).build();
    } catch (GeneralSecurityException e) {
      throw new IOException("the server's authority is not usable", e);
    }
  }

  void await() throws InterruptedException {
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(40, TimeUnit.SECONDS).join();
  }
}
