package dev.windlass.builder.fetch.maven;

import dev.windlass.builder.fetch.http.Http;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.AuthenticationContext;
import org.eclipse.aether.repository.RemoteRepository;

/**
 * A repository to fetch from, with mirrors and credentials already applied.
 *
 * @param url where requests go
 * @param shownUrl the repository's address as the list names it
 * @param headers sent with each request; may hold credentials
 */
record Upstream(String url, String shownUrl, Map<String, String> headers) {
  static Upstream of(
      RepositorySystemSession session, RemoteRepository repository, String shownUrl) {
    Map<String, String> headers = Map.of();
    try (AuthenticationContext context = AuthenticationContext.forRepository(session, repository)) {
      if (context != null) {
        String user = context.get(AuthenticationContext.USERNAME);
        String password = context.get(AuthenticationContext.PASSWORD);
        String pair = user + ":" + (password == null ? "" : password);
        headers =
            Map.of(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
      }
    }
    return new Upstream(repository.getUrl(), shownUrl, headers);
  }

  Http.Request request(String path) {
    return new Http.Request(Repositories.url(url, path), headers);
  }

  /** Without the headers, which may hold credentials. */
  @Override
  public String toString() {
    return shownUrl;
  }
}
