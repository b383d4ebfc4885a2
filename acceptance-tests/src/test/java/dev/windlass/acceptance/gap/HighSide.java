package dev.windlass.acceptance.gap;

import dev.windlass.acceptance.process.Checkout;
import dev.windlass.acceptance.process.Command;
import dev.windlass.acceptance.process.NetworkNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The far side: a server's data directory, and a network with nothing else in it than what this
 * class runs there. The server listens at fixed ports, since the network is its own.
 */
final class HighSide implements AutoCloseable {
  static final String AUTHORITY = "localhost:8443";
  static final String ORIGIN = "https://" + AUTHORITY;

  private static final Checkout CHECKOUT = Checkout.find();

  private final Path directory;
  private final NetworkNamespace network;
  private @Nullable Process process;

  /** Pins the policy, as an administrator does once. */
  HighSide(Path directory, Path policy) throws IOException, InterruptedException {
    this.directory = Files.createDirectories(directory);
    network = NetworkNamespace.create();
    server("trust", "init", policy.toString()).orThrow();
  }

  /** Runs a command of the server's program, in the network. */
  Command.Result server(String... arguments) throws IOException, InterruptedException {
    return program(arguments).run();
  }

  Command.Result importing(Path... directories) throws IOException, InterruptedException {
    return program("import")
        .with(Arrays.stream(directories).map(Path::toString).toArray(String[]::new))
        .run();
  }

  private Command program(String... arguments) {
    return inside(CHECKOUT.mirrorServer(arguments))
        .in(directory)
        .env("MIRROR_SERVER_DATA_DIR", directory.resolve("data").toString());
  }

  /** Any command, with no network but this one. */
  Command inside(Command command) {
    return network.inside(command);
  }

  /** Starts to serve, waits until the server is ready, and takes its authority. */
  void serve() throws IOException, InterruptedException {
    Path log = directory.resolve("server.log");
    Process started =
        program("serve", "--https", "127.0.0.1:8443", "--http", "127.0.0.1:8080").start(log);
    process = started;
    Command.Result ready =
        curl("--retry", "60", "--retry-connrefused", "--retry-delay", "1")
            .with("http://127.0.0.1:8080/readyz")
            .run();
    if (ready.exit() != 0) {
      throw new IllegalStateException(ready.text() + Files.readString(log));
    }
    curl("--output", authority().toString(), "http://127.0.0.1:8080/setup/ca.pem").run().orThrow();
  }

  /** Ends the server as an init system does. */
  void stop() {
    Process running = process;
    if (running != null) {
      running.destroy();
      running.onExit().orTimeout(30, TimeUnit.SECONDS).join();
      process = null;
    }
  }

  private Command curl(String... options) {
    return inside(Command.of("curl", "--silent", "--show-error", "--fail")).with(options);
  }

  /** The content at a path of the server, fetched over HTTPS. */
  Command.Result get(String path) throws IOException, InterruptedException {
    return curl("--cacert", authority().toString(), ORIGIN + path).run();
  }

  /** Fetches a path of the server into a file. */
  Path download(String path, Path file) throws IOException, InterruptedException {
    curl("--cacert", authority().toString(), "--output", file.toString(), ORIGIN + path)
        .run()
        .orThrow();
    return file;
  }

  /** PEM file of the server's own authority. */
  Path authority() {
    return directory.resolve("ca.pem");
  }

  @Override
  public void close() throws IOException {
    try {
      stop();
    } finally {
      network.close();
    }
  }
}
