package dev.windlass.server.http;

import dev.windlass.spec.coordinates.Kind;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Routes a request to the service with the longest matching prefix, of the services that are
 * current when the request arrives.
 */
public final class ServiceHandler extends Handler.Abstract {
  private final Supplier<NavigableMap<String, Service>> services;
  private final UnaryOperator<String> downloadUrl;
  private final BiConsumer<Kind, String> missing;

  /**
   * @param services current services by prefix
   */
  public ServiceHandler(
      Supplier<NavigableMap<String, Service>> services,
      UnaryOperator<String> downloadUrl,
      BiConsumer<Kind, String> missing) {
    this.services = services;
    this.downloadUrl = downloadUrl;
    this.missing = missing;
  }

  /** A router of fixed services with open access, for tests and simple servers. */
  public static ServiceHandler open(Map<String, Service> services) {
    NavigableMap<String, Service> sorted = new TreeMap<>(services);
    return new ServiceHandler(() -> sorted, UnaryOperator.identity(), (kind, wanted) -> {});
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Optional<String> path = RequestPath.decode(request.getHttpURI().getPath());
    if (path.isEmpty()) {
      Response.writeError(request, response, callback, 400);
      return true;
    }
    var current = services.get();
    var match = match(current, path.get());
    if (match.isEmpty()) {
      return false;
    }
    String prefix = match.get();
    String below =
        path.get().length() < prefix.length() ? "" : path.get().substring(prefix.length());
    var surroundings =
        new JettyExchange.Surroundings(
            request.getComponents().getByteBufferPool(), downloadUrl, missing);
    JettyExchange exchange = new JettyExchange(request, response, callback, below, surroundings);
    Service service = current.get(prefix);
    if (service != null) {
      service.handle(exchange);
    }
    if (!exchange.answered()) {
      Response.writeError(request, response, callback, 404);
    }
    return true;
  }

  /** The prefix of the path, longest first; a prefix also matches without its last slash. */
  private static Optional<String> match(NavigableMap<String, Service> services, String path) {
    return services.descendingKeySet().stream()
        .filter(prefix ->
            path.startsWith(prefix) || path.equals(prefix.substring(0, prefix.length() - 1)))
        .max((left, right) -> Integer.compare(left.length(), right.length()));
  }
}
