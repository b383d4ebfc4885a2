package dev.windlass.builder.fetch.maven;

import dev.windlass.builder.fetch.http.Http;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.spi.connector.transport.Transporter;
import org.eclipse.aether.spi.connector.transport.TransporterFactory;
import org.eclipse.aether.spi.connector.transport.http.ChecksumExtractor;
import org.eclipse.aether.transfer.NoTransporterException;

/**
 * Offers {@link SharedTransport} for http and https. Repositories behind a proxy of the user's
 * Maven settings are left to Maven Resolver's own transport, which knows all kinds of those.
 */
record SharedTransportFactory(Http http, ChecksumExtractor checksums)
    implements TransporterFactory {
  static final String NAME = "windlass";

  @Override
  public Transporter newInstance(RepositorySystemSession session, RemoteRepository repository)
      throws NoTransporterException {
    boolean web =
        repository.getProtocol().equalsIgnoreCase("http")
            || repository.getProtocol().equalsIgnoreCase("https");
    if (!web || repository.getProxy() != null) {
      throw new NoTransporterException(repository);
    }
    return new SharedTransport(http, session, repository, checksums);
  }

  /** Above all that Maven Resolver brings. */
  @Override
  public float getPriority() {
    return 100;
  }
}
