package dev.windlass.builder.fetch.maven;

import dev.windlass.builder.fetch.http.Http;
import dev.windlass.builder.fetch.http.HttpStatusException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.aether.ConfigurationProperties;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.AuthenticationContext;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.spi.connector.transport.AbstractTransporter;
import org.eclipse.aether.spi.connector.transport.GetTask;
import org.eclipse.aether.spi.connector.transport.PeekTask;
import org.eclipse.aether.spi.connector.transport.PutTask;
import org.eclipse.aether.spi.connector.transport.http.ChecksumExtractor;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.util.ConfigUtils;

/**
 * Carries Maven Resolver's requests to one repository through the run's one HTTP client, so that
 * its limits, retries and pauses hold for Maven too.
 */
final class SharedTransport extends AbstractTransporter {
  private final Http http;
  private final String url;
  private final Map<String, String> headers;
  private final ChecksumExtractor checksums;

  SharedTransport(
      Http http,
      RepositorySystemSession session,
      RemoteRepository repository,
      ChecksumExtractor checksums) {
    this.http = http;
    this.url = repository.getUrl().endsWith("/") ? repository.getUrl() : repository.getUrl() + "/";
    this.headers = headers(session, repository);
    this.checksums = checksums;
  }

  /** Headers that the user's settings give for the repository: credentials and free ones. */
  private static Map<String, String> headers(
      RepositorySystemSession session, RemoteRepository repository) {
    Map<String, String> headers = new HashMap<>();
    Map<?, ?> configured =
        ConfigUtils.getMap(
            session,
            Map.of(),
            ConfigurationProperties.HTTP_HEADERS + "." + repository.getId(),
            ConfigurationProperties.HTTP_HEADERS);
    configured.forEach((name, value) -> headers.put(String.valueOf(name), String.valueOf(value)));
    try (AuthenticationContext context = AuthenticationContext.forRepository(session, repository)) {
      String user = context == null ? null : context.get(AuthenticationContext.USERNAME);
      if (context != null && user != null) {
        String password = context.get(AuthenticationContext.PASSWORD);
        byte[] pair =
            (user + ":" + (password == null ? "" : password)).getBytes(StandardCharsets.UTF_8);
        headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
      }
    }
    return headers;
  }

  private Http.Request request(String location) {
    return new Http.Request(url + location, headers);
  }

  @Override
  protected void implPeek(PeekTask task) throws IOException, InterruptedException {
    http.head(request(task.getLocation().toString()));
  }

  @Override
  protected void implGet(GetTask task) throws IOException, InterruptedException {
    http.read(
        request(task.getLocation().toString()),
        Long.MAX_VALUE,
        (head, body) -> {
          Map<String, String> included =
              checksums.extractChecksums(
                  name -> head.header(name.toLowerCase(Locale.ROOT)).orElse(null));
          if (included != null) {
            included.forEach(task::setChecksum);
          }
          receive(task, body, head.header("content-length").map(Long::parseLong).orElse(-1L));
          return head;
        });
  }

  private void receive(GetTask task, InputStream body, long length) throws IOException {
    try {
      utilGet(task, body, false, length, false);
    } catch (TransferCancelledException e) {
      throw new IOException("cancelled", e);
    }
  }

  @Override
  protected void implPut(PutTask task) {
    throw new UnsupportedOperationException("nothing is ever sent upstream");
  }

  @Override
  public int classify(Throwable error) {
    return error instanceof HttpStatusException e && (e.status() == 404 || e.status() == 410)
        ? ERROR_NOT_FOUND
        : ERROR_OTHER;
  }

  @Override
  protected void implClose() {}
}
