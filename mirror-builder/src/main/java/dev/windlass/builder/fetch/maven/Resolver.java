package dev.windlass.builder.fetch.maven;

import dev.windlass.builder.fetch.http.Http;
import dev.windlass.builder.list.MirrorList;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.settings.Settings;
import org.eclipse.aether.RepositoryListener;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.resolution.ResolutionErrorPolicy;
import org.eclipse.aether.spi.connector.transport.TransporterFactory;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.supplier.SessionBuilderSupplier;
import org.eclipse.aether.util.repository.SimpleResolutionErrorPolicy;

/**
 * Maven Resolver as the builder uses it: over a local repository of its own, which stays between
 * runs; repositories, mirrors, proxies and credentials as the list and the user's settings say;
 * nothing taken whose checksum is wrong or not published. Safe for many threads.
 */
final class Resolver {
  private static final int THREADS = 16;

  private final RepositorySystem system;
  private final Settings settings;
  private final List<MirrorList.Maven.Repository> asked;
  private final Path localRepository;

  /**
   * @param asked repositories of the list; empty: those of the user's settings and Maven Central
   */
  Resolver(
      Http http, Settings settings, List<MirrorList.Maven.Repository> asked, Path localRepository) {
    this.system = system(http);
    this.settings = settings;
    this.asked = Repositories.asked(asked, settings);
    this.localRepository = localRepository;
  }

  private static RepositorySystem system(Http http) {
    return new RepositorySystemSupplier() {
      @Override
      protected Map<String, TransporterFactory> createTransporterFactories() {
        Map<String, TransporterFactory> factories = super.createTransporterFactories();
        factories.put(
            SharedTransportFactory.NAME, new SharedTransportFactory(http, getChecksumExtractor()));
        return factories;
      }
    }.get();
  }

  Settings settings() {
    return settings;
  }

  /** Names the repositories, for keys of what was remembered of them. */
  String fingerprint() {
    return asked.toString();
  }

  /** A view of the repositories that notes what it is asked for. The caller closes it. */
  Resolution open() {
    Touched touched = new Touched(asked);
    RepositorySystemSession.CloseableSession session = session(touched);
    List<RemoteRepository> repositories = Repositories.effective(system, session, asked);
    return new Resolution(system, session, repositories, touched);
  }

  private RepositorySystemSession.CloseableSession session(RepositoryListener listener) {
    RepositorySystemSession.SessionBuilder builder = new SessionBuilderSupplier(system).get();
    Repositories.configure(builder, settings);
    return builder
        .withLocalRepositoryBaseDirectories(localRepository)
        .setChecksumPolicy(RepositoryPolicy.CHECKSUM_POLICY_FAIL)
        .setUpdatePolicy(RepositoryPolicy.UPDATE_POLICY_ALWAYS)
        .setResolutionErrorPolicy(
            new SimpleResolutionErrorPolicy(ResolutionErrorPolicy.CACHE_DISABLED))
        // Only the list names repositories: what a POM of somebody else's says must not add any.
        .setIgnoreArtifactDescriptorRepositories(true)
        // Older clients read the POMs of dependencies that lose a conflict, so they must be there.
        .setConfigProperty("aether.dependencyCollector.bf.skipper", "false")
        .setConfigProperty("aether.dependencyCollector.bf.threads", THREADS)
        // Asks each repository for a list of its groups, in every session.
        .setConfigProperty("aether.remoteRepositoryFilter.prefixes", false)
        .setConfigProperty("aether.connector.basic.downstreamThreads", THREADS)
        .setConfigProperty("aether.artifactResolver.snapshotNormalization", false)
        .withRepositoryListener(listener)
        .build();
  }
}
