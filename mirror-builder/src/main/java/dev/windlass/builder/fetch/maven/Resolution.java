package dev.windlass.builder.fetch.maven;

import dev.windlass.builder.list.MirrorList;
import dev.windlass.spec.coordinates.MavenCoordinates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyFilter;
import org.eclipse.aether.metadata.DefaultMetadata;
import org.eclipse.aether.metadata.Metadata;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResult;
import org.eclipse.aether.resolution.MetadataRequest;
import org.eclipse.aether.resolution.MetadataResult;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.resolution.VersionRangeResult;
import org.eclipse.aether.transfer.MetadataNotFoundException;
import org.eclipse.aether.util.artifact.SubArtifact;

/** One use of the repositories, and what it touched. Safe for many threads. */
final class Resolution implements AutoCloseable {
  /** Maven 3 gives it to every plugin that names none itself. */
  private static final Artifact INJECTED =
      new DefaultArtifact("org.codehaus.plexus:plexus-utils:1.1");

  private final RepositorySystem system;
  private final RepositorySystemSession.CloseableSession session;
  private final List<RemoteRepository> repositories;
  private final Touched touched;

  Resolution(
      RepositorySystem system,
      RepositorySystemSession.CloseableSession session,
      List<RemoteRepository> repositories,
      Touched touched) {
    this.system = system;
    this.session = session;
    this.repositories = repositories;
    this.touched = touched;
  }

  Touched touched() {
    return touched;
  }

  /** Touches all that an entry of the list takes. */
  void take(MirrorList.Maven.Artifact entry) throws IOException {
    try {
      Artifact artifact = pinned(new DefaultArtifact(entry.coordinates()));
      closure(artifact, entry.transitive());
      if (entry.transitive() && isPlugin(artifact)) {
        closure(INJECTED, true);
      }
      if (entry.sources()) {
        sources();
      }
    } catch (RepositoryException | IllegalArgumentException e) {
      throw Failures.of("resolve " + entry.coordinates(), touched.failure().orElse(e));
    }
    if (touched.failure().isPresent()) {
      throw Failures.of("resolve " + entry.coordinates(), touched.failure().get());
    }
  }

  /** The newest version that a range allows; of a plain version itself. */
  private Artifact pinned(Artifact artifact) throws RepositoryException {
    VersionRangeResult range =
        system.resolveVersionRange(session, new VersionRangeRequest(artifact, repositories, null));
    if (range.getHighestVersion() == null) {
      throw new VersionRangeResolutionException(range, "no repository has a version in the range");
    }
    return artifact.setVersion(range.getHighestVersion().toString());
  }

  private void closure(Artifact artifact, boolean transitive) throws RepositoryException {
    DependencyFilter filter = (node, parents) -> transitive || parents.isEmpty();
    CollectRequest collect = new CollectRequest(new Dependency(artifact, "compile"), repositories);
    DependencyResult result =
        system.resolveDependencies(session, new DependencyRequest(collect, filter));
    for (ArtifactResult resolved : result.getArtifactResults()) {
      // The POM of the root, and those that were collected under another version's name.
      system.readArtifactDescriptor(
          session, new ArtifactDescriptorRequest(resolved.getArtifact(), repositories, null));
    }
  }

  private boolean isPlugin(Artifact artifact) throws IOException {
    MavenCoordinates pom =
        Touched.coordinates(new SubArtifact(artifact, "", "pom", artifact.getPath()));
    Touched.LocalFile file = touched.files().get(pom);
    if (file == null) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file.path())) {
      return PomFacts.read(in).plugin();
    }
  }

  /** Many artifacts have no sources, which is no failure. */
  private void sources() throws IOException {
    for (MavenCoordinates file : touched.files().keySet()) {
      if (file.extension().equals("jar") && file.classifier().isEmpty()) {
        artifact(
            new MavenCoordinates(
                file.groupId(), file.artifactId(), "jar", "sources", file.version()));
      }
    }
  }

  /** One file, without what it depends on; empty if no repository has it. */
  Optional<Touched.LocalFile> artifact(MavenCoordinates coordinates) throws IOException {
    Artifact artifact =
        new DefaultArtifact(
            coordinates.groupId(),
            coordinates.artifactId(),
            coordinates.classifier(),
            coordinates.extension(),
            coordinates.version());
    try {
      system.resolveArtifact(session, new ArtifactRequest(artifact, repositories, null));
      return Optional.ofNullable(touched.files().get(coordinates));
    } catch (ArtifactResolutionException e) {
      if (e.getResults().stream().allMatch(ArtifactResult::isMissing)) {
        return Optional.empty();
      }
      throw new IOException(Failures.text(e), e);
    }
  }

  /**
   * A metadata document of each repository that has it.
   *
   * @param directory the document's directory, for instance {@code org/example/lib}
   */
  List<Path> metadata(String directory) throws IOException {
    Metadata wanted =
        new DefaultMetadata(
            directory.replace('/', '.'), "maven-metadata.xml", Metadata.Nature.RELEASE_OR_SNAPSHOT);
    List<MetadataRequest> requests =
        repositories.stream().map(from -> new MetadataRequest(wanted, from, null)).toList();
    List<Path> found = new ArrayList<>();
    for (MetadataResult result : system.resolveMetadata(session, requests)) {
      if (result.isResolved()) {
        found.add(result.getMetadata().getPath());
      } else if (!(result.getException() instanceof MetadataNotFoundException)) {
        throw new IOException(Failures.text(result.getException()), result.getException());
      }
    }
    return found;
  }

  @Override
  public void close() {
    session.close();
  }
}
