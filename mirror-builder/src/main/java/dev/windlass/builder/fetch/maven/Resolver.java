package dev.windlass.builder.fetch.maven;

import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.list.MirrorList;
import dev.windlass.spec.coordinates.MavenCoordinates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.maven.settings.Settings;
import org.eclipse.aether.AbstractRepositoryListener;
import org.eclipse.aether.RepositoryEvent;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyFilter;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResult;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.resolution.VersionRangeResult;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.supplier.SessionBuilderSupplier;

/**
 * Maven Resolver over a local repository of our own, which stays between runs. Every file that a
 * resolution touches is told to the caller: jars, POMs, parents, imported BOMs. Safe for many
 * threads.
 */
final class Resolver {
  private final RepositorySystem system = new RepositorySystemSupplier().get();
  private final Settings settings;
  private final List<MirrorList.Maven.Repository> asked;
  private final Path localRepository;

  /**
   * @param asked repositories of the list; empty: Maven Central
   */
  Resolver(Settings settings, List<MirrorList.Maven.Repository> asked, Path localRepository) {
    this.settings = settings;
    this.asked = List.copyOf(asked);
    this.localRepository = localRepository;
  }

  /** Resolves an entry of the list and returns every file that it takes, by coordinates. */
  Map<MavenCoordinates, Path> resolve(MirrorList.Maven.Artifact entry) {
    Map<MavenCoordinates, Path> files = new ConcurrentSkipListMap<>();
    try (var session = session(files)) {
      List<RemoteRepository> repositories = Repositories.effective(system, session, asked);
      Artifact artifact = pinned(session, repositories, new DefaultArtifact(entry.coordinates()));
      DependencyFilter filter = (node, parents) -> entry.transitive() || parents.isEmpty();
      CollectRequest collect =
          new CollectRequest(new Dependency(artifact, "compile"), repositories);
      DependencyResult result =
          system.resolveDependencies(session, new DependencyRequest(collect, filter));
      poms(session, repositories, result);
      if (entry.sources()) {
        sources(session, repositories, result);
      }
    } catch (RepositoryException e) {
      throw new FetchException(
          "tried to resolve " + entry.coordinates() + ", but: " + e.getMessage(), e);
    }
    return new TreeMap<>(files);
  }

  private RepositorySystemSession.CloseableSession session(Map<MavenCoordinates, Path> files) {
    RepositorySystemSession.SessionBuilder builder = new SessionBuilderSupplier(system).get();
    Repositories.configure(builder, settings);
    return builder
        .withLocalRepositoryBaseDirectories(localRepository)
        .setChecksumPolicy(RepositoryPolicy.CHECKSUM_POLICY_FAIL)
        .setSystemProperties(System.getProperties())
        .withRepositoryListener(
            new AbstractRepositoryListener() {
              @Override
              public void artifactResolved(RepositoryEvent event) {
                Artifact artifact = event.getArtifact();
                Path file = artifact.getPath();
                if (file != null && event.getExceptions().isEmpty()) {
                  files.put(coordinates(artifact), file);
                }
              }
            })
        .build();
  }

  private static MavenCoordinates coordinates(Artifact artifact) {
    return new MavenCoordinates(
        artifact.getGroupId(),
        artifact.getArtifactId(),
        artifact.getExtension(),
        artifact.getClassifier(),
        artifact.getVersion());
  }

  /** The newest version that a range allows; of a plain version itself. */
  private Artifact pinned(
      RepositorySystemSession session, List<RemoteRepository> repositories, Artifact artifact)
      throws RepositoryException {
    VersionRangeResult range =
        system.resolveVersionRange(session, new VersionRangeRequest(artifact, repositories, null));
    if (range.getHighestVersion() == null) {
      throw new FetchException(
          "tried to find a version of "
              + artifact
              + ", but no repository has one: look at the version or add a repository");
    }
    return artifact.setVersion(range.getHighestVersion().toString());
  }

  /** The POM of each artifact, which resolving a jar alone does not need when it is the root. */
  private void poms(
      RepositorySystemSession session, List<RemoteRepository> repositories, DependencyResult result)
      throws RepositoryException {
    for (var resolved : result.getArtifactResults()) {
      if (resolved.isResolved()) {
        system.readArtifactDescriptor(
            session, new ArtifactDescriptorRequest(resolved.getArtifact(), repositories, null));
      }
    }
  }

  private void sources(
      RepositorySystemSession session, List<RemoteRepository> repositories, DependencyResult result)
      throws RepositoryException {
    for (var resolved : result.getArtifactResults()) {
      Artifact artifact = resolved.getArtifact();
      if (resolved.isResolved() && artifact.getExtension().equals("jar")) {
        Artifact sources =
            new DefaultArtifact(
                artifact.getGroupId(),
                artifact.getArtifactId(),
                "sources",
                "jar",
                artifact.getVersion());
        system.resolveArtifact(session, new ArtifactRequest(sources, repositories, null));
      }
    }
  }

  /**
   * The URL of a file in the repository that it came from, as the list names it (a mirror's own
   * address is the user's affair). The local repository keeps the repository's id beside the file.
   */
  Optional<String> origin(MavenCoordinates coordinates, Path file) throws IOException {
    List<MirrorList.Maven.Repository> repositories = Repositories.asked(asked);
    if (repositories.size() == 1) {
      return Optional.of(Repositories.url(repositories.getFirst(), coordinates.path()));
    }
    Path marks = file.resolveSibling("_remote.repositories");
    if (!Files.isRegularFile(marks)) {
      return Optional.empty();
    }
    String prefix = file.getFileName() + ">";
    List<String> lines = Files.readAllLines(marks);
    return repositories.stream()
        .filter(repository -> lines.contains(prefix + repository.id() + "="))
        .findFirst()
        .map(repository -> Repositories.url(repository, coordinates.path()));
  }

  Settings settings() {
    return settings;
  }

  /** The repositories for those who fetch from them without the resolver. */
  List<Upstream> upstreams() {
    try (var session = session(new ConcurrentSkipListMap<>())) {
      return Repositories.asked(asked).stream()
          .flatMap(repository ->
              Repositories.effective(system, session, List.of(repository)).stream()
                  .map(remote -> Upstream.of(session, remote, repository.url())))
          .toList();
    }
  }
}
