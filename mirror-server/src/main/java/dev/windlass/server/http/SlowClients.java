package dev.windlass.server.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections whose TLS handshake, request headers or request content do not come to an end:
 * an idle timeout alone never fires for a client that sends one byte now and then. Sweeps on one
 * scheduler thread.
 */
final class SlowClients extends AbstractLifeCycle {
  private final Server server;
  private final Duration limit;
  private Map<EndPoint, Waiting> waiting = new HashMap<>();

  /** An unfinished request: which of the connection's requests it belongs to, first seen when. */
  private record Waiting(long request, long sinceNanos) {}

  SlowClients(Server server, Duration limit) {
    this.server = server;
    this.limit = limit;
  }

  @Override
  protected void doStart() {
    schedule();
  }

  private void schedule() {
    Scheduler scheduler = server.getScheduler();
    scheduler.schedule(
        () -> {
          if (isRunning()) {
            sweep();
            schedule();
          }
        },
        Math.max(100, limit.toMillis() / 4),
        TimeUnit.MILLISECONDS);
  }

  private void sweep() {
    long now = System.nanoTime();
    Map<EndPoint, Waiting> still = new HashMap<>();
    for (Connector connector : server.getConnectors()) {
      for (EndPoint endPoint : connector.getConnectedEndPoints()) {
        long request = unfinished(endPoint.getConnection());
        if (request < 0) {
          continue;
        }
        Waiting before = waiting.get(endPoint);
        Waiting current =
            before != null && before.request() == request ? before : new Waiting(request, now);
        if (now - current.sinceNanos() > limit.toNanos()) {
          endPoint.close();
        } else {
          still.put(endPoint, current);
        }
      }
    }
    waiting = still;
  }

  /** The number of the request that is incomplete, or -1 if none is. */
  private static long unfinished(Connection connection) {
    if (connection instanceof SslConnection tls) {
      if (!tls.getSSLEngine().getHandshakeStatus().name().equals("NOT_HANDSHAKING")) {
        return 0;
      }
      return unfinished(tls.getSslEndPoint().getConnection());
    }
    if (connection instanceof HttpConnection http
        && (http.getParser().inHeaderState() || http.getParser().inContentState())) {
      return http.getMessagesIn();
    }
    return -1;
  }
}
