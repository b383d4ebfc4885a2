package dev.windlass.builder.fetch.oci;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import com.google.cloud.tools.jib.registry.credentials.CredentialRetrievalException;
import dev.windlass.builder.fetch.FetchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logins from Docker's {@code config.json}: its {@code auths}, its credential helpers and its
 * credential store, read by Jib. The one class that knows Jib.
 */
final class DockerCredentials implements Credentials {
  private static final Logger LOG = LoggerFactory.getLogger(DockerCredentials.class);

  private final Path configuration;

  /**
   * @param configuration Docker's {@code config.json}; need not exist
   */
  DockerCredentials(Path configuration) {
    this.configuration = configuration;
  }

  /** The user's own: {@code $DOCKER_CONFIG/config.json}, else {@code ~/.docker/config.json}. */
  static DockerCredentials ofUser() {
    String directory = System.getenv("DOCKER_CONFIG");
    Path home =
        directory == null
            ? Path.of(System.getProperty("user.home"), ".docker")
            : Path.of(directory);
    return new DockerCredentials(home.resolve("config.json"));
  }

  @Override
  public Optional<Login> find(String host) {
    if (!Files.exists(configuration)) {
      return Optional.empty();
    }
    try {
      return CredentialRetrieverFactory.forImage(
              ImageReference.of(host, "any", null), DockerCredentials::log)
          .dockerConfig(configuration)
          .retrieve()
          .map(DockerCredentials::login);
    } catch (CredentialRetrievalException e) {
      throw new FetchException(
          "tried to read the login for %s from %s, but failed: run docker login %s"
              .formatted(host, configuration, host),
          e);
    }
  }

  /** Jib goes on without a login where a helper is not installed; people should hear of it. */
  private static void log(LogEvent event) {
    if (event.getLevel() == LogEvent.Level.WARN || event.getLevel() == LogEvent.Level.ERROR) {
      LOG.warn(event.getMessage());
    } else {
      LOG.debug(event.getMessage());
    }
  }

  private static Login login(Credential credential) {
    return credential.isOAuth2RefreshToken()
        ? new Login.RefreshToken(credential.getPassword())
        : new Login.Password(credential.getUsername(), credential.getPassword());
  }
}
