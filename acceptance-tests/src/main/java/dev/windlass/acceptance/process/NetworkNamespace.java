package dev.windlass.acceptance.process;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network namespace with nothing but its own loopback interface: what runs in it can reach only
 * what else runs in it. Needs root and iproute2. Removed on close.
 */
public final class NetworkNamespace implements AutoCloseable {
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private final String name;

  private NetworkNamespace(String name) {
    this.name = name;
  }

  public static NetworkNamespace create() throws IOException, InterruptedException {
    String name = "windlass-" + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet();
    Command.of("ip", "netns", "add", name).run().orThrow();
    NetworkNamespace namespace = new NetworkNamespace(name);
    namespace.inside(Command.of("ip", "link", "set", "lo", "up")).run().orThrow();
    return namespace;
  }

  /**
   * The command, run inside. Not by {@code ip netns exec}, which mounts another {@code /sys} that
   * hides the control groups from container engines.
   */
  public Command inside(Command command) {
    return command.after(List.of("nsenter", "--net=/run/netns/" + name));
  }

  @Override
  public void close() throws IOException {
    try {
      Command.of("ip", "netns", "delete", name).run().orThrow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
