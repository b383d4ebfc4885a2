package dev.windlass.benchmarks.serving;

import dev.windlass.acceptance.process.Command;
import dev.windlass.benchmarks.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * nginx with static files on free loopback ports, until closed: a worker a core, sendfile, kept
 * connections, files kept open, an access log written in blocks.
 */
public final class Nginx implements AutoCloseable {
  private final Process process;
  private final int port;
  private final int tlsPort;

  private Nginx(Process process, int port, int tlsPort) {
    this.process = process;
    this.port = port;
    this.tlsPort = tlsPort;
  }

  /** Plain HTTP only. */
  public static Nginx start(Path directory, Path files) throws IOException, InterruptedException {
    return start(directory, files, Optional.empty());
  }

  /**
   * @param directory for configuration and logs
   * @param files what to serve
   */
  public static Nginx start(Path directory, Path files, Optional<Certificate> certificate)
      throws IOException, InterruptedException {
    int port = Ports.free();
    int tlsPort = certificate.isPresent() ? Ports.free() : 0;
    String tls = certificate.map(some -> tls(tlsPort, some)).orElse("");
    Path configuration =
        Files.writeString(
            directory.resolve("nginx.conf"), configuration(directory, files, port, tls));
    Process process =
        Command.of(
                Tools.path("nginx").toString(),
                "-p",
                directory.toString(),
                "-e",
                "error.log",
                "-c",
                configuration.toString())
            .start(directory.resolve("nginx.log"));
    Ports.awaitListener(port, process);
    return new Nginx(process, port, tlsPort);
  }

  private static String configuration(Path directory, Path files, int port, String tls) {
    String user = System.getProperty("user.name");
    return """
    daemon off;
    %s
    worker_processes %d;
    pid nginx.pid;
    error_log error.log;
    events { worker_connections 1024; }
    http {
      sendfile on;
      tcp_nopush on;
      keepalive_requests 1000000000;
      open_file_cache max=1000;
      default_type application/octet-stream;
      log_format line escape=json
        '{"time":"$time_iso8601","client":"$remote_addr","method":"$request_method",'
        '"path":"$uri","version":"$server_protocol","status":$status,"bytes":$body_bytes_sent,'
        '"seconds":$request_time,"agent":"$http_user_agent"}';
      access_log access.log line buffer=64k flush=1s;
      client_body_temp_path body;
      proxy_temp_path proxy;
      fastcgi_temp_path fastcgi;
      uwsgi_temp_path uwsgi;
      scgi_temp_path scgi;
      server {
        listen 127.0.0.1:%d;
        %s
        root %s;
      }
    }
    """
        .formatted(
            "root".equals(user) ? "user root;" : "",
            Runtime.getRuntime().availableProcessors(),
            port,
            tls,
            files)
        .replace("nginx.pid", directory.resolve("nginx.pid").toString());
  }

  private static String tls(int port, Certificate certificate) {
    return """
    listen 127.0.0.1:%d ssl;
        ssl_certificate %s;
        ssl_certificate_key %s;
        ssl_protocols TLSv1.3;
    """
        .formatted(port, certificate.chain(), certificate.key());
  }

  public int port() {
    return port;
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
    process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
