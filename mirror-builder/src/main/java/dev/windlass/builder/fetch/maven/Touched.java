package dev.windlass.builder.fetch.maven;

import dev.windlass.builder.list.MirrorList;
import dev.windlass.spec.coordinates.MavenCoordinates;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.aether.AbstractRepositoryListener;
import org.eclipse.aether.RepositoryEvent;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.repository.ArtifactRepository;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * Notes every file that a resolution touches, be it downloaded or held already: jars, POMs,
 * parents, imported BOMs. Safe for many threads.
 */
final class Touched extends AbstractRepositoryListener {
  private final List<MirrorList.Maven.Repository> asked;
  private final Map<MavenCoordinates, LocalFile> files = new ConcurrentSkipListMap<>();
  private final AtomicBoolean changeable = new AtomicBoolean();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  Touched(List<MirrorList.Maven.Repository> asked) {
    this.asked = asked;
  }

  /**
   * A file of the local repository.
   *
   * @param origin its URL in the repository as the list names it, where that is known
   */
  record LocalFile(MavenCoordinates coordinates, Path path, Optional<String> origin) {}

  Map<MavenCoordinates, LocalFile> files() {
    return files;
  }

  /** Whether metadata was asked for, so that the answer may be another one tomorrow. */
  boolean changeable() {
    return changeable.get();
  }

  /**
   * The first failure that was not mere absence. Model building swallows those of parents and
   * carries on with less, as Maven does; a mirror must not.
   */
  Optional<Exception> failure() {
    return Optional.ofNullable(failure.get());
  }

  @Override
  public void metadataResolving(RepositoryEvent event) {
    changeable.set(true);
  }

  @Override
  public void artifactResolved(RepositoryEvent event) {
    Artifact artifact = event.getArtifact();
    Path path = artifact.getPath();
    if (path != null && event.getExceptions().isEmpty()) {
      MavenCoordinates coordinates = coordinates(artifact);
      files.put(coordinates, new LocalFile(coordinates, path, origin(event, coordinates)));
    }
    event.getExceptions().stream()
        .filter(cause -> !(cause instanceof ArtifactNotFoundException))
        .findFirst()
        .ifPresent(cause -> failure.compareAndSet(null, cause));
  }

  static MavenCoordinates coordinates(Artifact artifact) {
    return new MavenCoordinates(
        artifact.getGroupId(),
        artifact.getArtifactId(),
        artifact.getExtension(),
        artifact.getClassifier(),
        artifact.getVersion());
  }

  /** A mirror's own address is the user's affair; one that stands for several tells nothing. */
  private Optional<String> origin(RepositoryEvent event, MavenCoordinates coordinates) {
    ArtifactRepository source = event.getRepository();
    if (asked.size() == 1) {
      return Optional.of(Repositories.url(asked.getFirst(), coordinates.path()));
    }
    if (!(source instanceof RemoteRepository remote)) {
      return Optional.empty();
    }
    List<RemoteRepository> mirrored = remote.getMirroredRepositories();
    String id = mirrored.size() == 1 ? mirrored.getFirst().getId() : remote.getId();
    return asked.stream()
        .filter(repository -> repository.id().equals(id))
        .findFirst()
        .map(repository -> Repositories.url(repository, coordinates.path()));
  }
}
