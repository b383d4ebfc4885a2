package dev.windlass.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/**
 * Lets a request through if it bears a known token or a grant in its URL. Clients differ: the token
 * comes as {@code Bearer}, or as the password of {@code Basic} with any user name. Health and
 * client set-up are open, since clients need them before they have a token.
 */
public final class ReadAccess extends Handler.Wrapper {
  /** Request attribute with the name of the token. */
  static final String READER = "windlass.reader";

  private final Function<String, Optional<String>> names;
  private final DownloadGrants grants;

  /**
   * @param names the name of a valid token, by its secret
   */
  public ReadAccess(Function<String, Optional<String>> names, DownloadGrants grants) {
    this.names = names;
    this.grants = grants;
  }

  /** Makes a URL of this server readable without credentials for a short while. */
  public String downloadUrl(String url) {
    int path = url.indexOf('/', url.indexOf("://") + 3);
    int query = url.indexOf('?');
    String raw = url.substring(path, query < 0 ? url.length() : query);
    return url + (query < 0 ? '?' : '&') + DownloadGrants.PARAMETER + "=" + grants.grant(raw);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = request.getHttpURI().getPath();
    if (open(path)) {
      return super.handle(request, response, callback);
    }
    Optional<String> reader =
        Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION))
            .flatMap(ReadAccess::secret)
            .flatMap(names);
    if (reader.isEmpty() && granted(request, path)) {
      reader = Optional.of("grant");
    }
    if (reader.isPresent()) {
      request.setAttribute(READER, reader.get());
      return super.handle(request, response, callback);
    }
    response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"windlass\"");
    Response.writeError(request, response, callback, 401);
    return true;
  }

  /** The list of wheels names contents; all else under set-up is the same for everyone. */
  private static boolean open(String path) {
    return path.equals("/healthz")
        || path.equals("/readyz")
        || (path.startsWith("/setup/") && !path.contains("wheels"));
  }

  private boolean granted(Request request, String path) {
    String query = request.getHttpURI().getQuery();
    if (query == null || !query.contains(DownloadGrants.PARAMETER + "=")) {
      return false;
    }
    Fields fields = Request.extractQueryParameters(request);
    String grant = fields.getValue(DownloadGrants.PARAMETER);
    return grant != null && grants.allows(path, grant);
  }

  private static Optional<String> secret(String authorization) {
    int space = authorization.indexOf(' ');
    String credentials = authorization.substring(space + 1).strip();
    if (authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return Optional.of(credentials);
    }
    if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
      return Optional.empty();
    }
    try {
      String pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
