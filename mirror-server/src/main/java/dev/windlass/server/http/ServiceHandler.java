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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes a request to the service with the longest matching prefix, of the services that are
 * current when the request arrives.
 */
public final class ServiceHandler extends Handler.Abstract {
  /** Request attribute with the prefix that matched. */
  static final String PREFIX = "windlass.prefix";

  private static final Logger LOG = LoggerFactory.getLogger(ServiceHandler.class);

  private final Supplier<NavigableMap<String, Service>> services;
  private final UnaryOperator<String> downloadUrl;
  private final BiConsumer<Kind, String> missing;

  /**
   * @param services current services by prefix; a prefix begins and ends with a slash, or is the
   *     exact path of a single resource
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
  public boolean handle(Request request, Response response, Callback callback) {
    Optional<String> path = RequestPath.decode(request.getHttpURI().getPath());
    if (path.isEmpty()) {
      Response.writeError(request, response, callback, 400);
      return true;
    }
    String text = path.get();
    for (var candidate : services.get().descendingMap().entrySet()) {
      String prefix = candidate.getKey();
      if (matches(prefix, text)) {
        request.setAttribute(PREFIX, prefix);
        String below = text.length() < prefix.length() ? "" : text.substring(prefix.length());
        var surroundings =
            new JettyExchange.Surroundings(
                request.getComponents().getByteBufferPool(), downloadUrl, missing);
        var exchange = new JettyExchange(request, response, callback, below, surroundings);
        serve(candidate.getValue(), exchange, request, response, callback);
        return true;
      }
    }
    Response.writeError(request, response, callback, 404);
    return true;
  }

  /**
   * Of two prefixes of one path the longer one is greater, so the first match in descending order
   * is the longest. A prefix also matches without its last slash.
   */
  private static boolean matches(String prefix, String path) {
    if (!prefix.endsWith("/") || prefix.length() == 1) {
      return path.equals(prefix);
    }
    return path.startsWith(prefix)
        || (path.length() == prefix.length() - 1 && prefix.startsWith(path));
  }

  // The request boundary: whatever a service throws becomes a 500 and a line in the log.
  private static void serve(
      Service service,
      JettyExchange exchange,
      Request request,
      Response response,
      Callback callback) {
    try {
      service.handle(exchange);
    } catch (Exception e) {
      if (!exchange.answered()) {
        LOG.atError().setCause(e).addKeyValue("path", exchange.rawPath()).log("request failed");
        Response.writeError(request, response, callback, 500);
      }
      return;
    }
    if (!exchange.answered()) {
      Response.writeError(request, response, callback, 404);
    }
  }
}
