package dev.windlass.benchmarks.serving;

import dev.windlass.benchmarks.Programs;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The server on a data directory, on free loopback ports, until closed. */
public final class MirrorServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Process process;
  private final int port;
  private final int tlsPort;
  private final double readySeconds;

  private MirrorServer(Process process, int port, int tlsPort, double readySeconds) {
    this.process = process;
    this.port = port;
    this.tlsPort = tlsPort;
    this.readySeconds = readySeconds;
  }

  /** Starts it and waits until it is ready. Its access log goes to a file beside the data. */
  public static MirrorServer start(Programs programs, Path data, Optional<Certificate> certificate)
      throws IOException, InterruptedException {
    int port = Ports.free();
    int tlsPort = Ports.free();
    List<String> arguments =
        new ArrayList<>(
            List.of("serve", "--http", "127.0.0.1:" + port, "--https", "127.0.0.1:" + tlsPort));
    certificate.ifPresent(some ->
        arguments.addAll(
            List.of(
                "--tls-certificate", some.chain().toString(), "--tls-key", some.key().toString())));
    Path log = data.resolveSibling(data.getFileName() + ".log");
    long begin = System.nanoTime();
    Process process = programs.mirrorServer(data, arguments.toArray(String[]::new)).start(log);
    try {
      awaitReady(port, process, log);
    } catch (IOException | InterruptedException e) {
      process.destroy();
      throw e;
    }
    return new MirrorServer(process, port, tlsPort, (System.nanoTime() - begin) / 1e9);
  }

  private static void awaitReady(int port, Process process, Path log)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!ready(port)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException("the server did not become ready:\n" + Files.readString(log));
      }
      Thread.sleep(Duration.ofMillis(5));
    }
  }

  private static boolean ready(int port) {
    try {
      var url = URI.create("http://127.0.0.1:" + port + "/readyz").toURL();
      HttpURLConnection connection = (HttpURLConnection) url.openConnection();
      connection.setConnectTimeout(1000);
      connection.setReadTimeout(5000);
      return connection.getResponseCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** From before the start until {@code /readyz} says so. */
  public double readySeconds() {
    return readySeconds;
  }

  public String origin() {
    return "http://127.0.0.1:" + port;
  }

  public String tlsOrigin() {
    return "https://127.0.0.1:" + tlsPort;
  }

  public ServerProcess process() {
    return new ServerProcess(process.toHandle());
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
  }
}
