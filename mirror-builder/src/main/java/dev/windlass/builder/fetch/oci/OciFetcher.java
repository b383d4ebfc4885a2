package dev.windlass.builder.fetch.oci;

import dev.windlass.builder.fetch.FetchTask;
import dev.windlass.builder.fetch.Fetcher;
import dev.windlass.builder.list.MirrorList;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Collects the images of a mirror list. */
public final class OciFetcher implements Fetcher {
  private final List<MirrorList.Image> images;
  private final Path directory;
  private final Registries registries;

  /**
   * Uses the logins of the user's Docker configuration.
   *
   * @param directory that relative paths of {@code oci:} and {@code docker-archive:} refer to
   */
  public OciFetcher(List<MirrorList.Image> images, Path directory) {
    this(images, directory, new Registries(DockerCredentials.ofUser(), Clock.systemUTC()));
  }

  OciFetcher(List<MirrorList.Image> images, Path directory, Registries registries) {
    this.images = List.copyOf(images);
    this.directory = directory;
    this.registries = registries;
  }

  @Override
  public List<FetchTask> tasks() {
    return images.stream()
        .<FetchTask>map(image -> new ImageTask(image, directory, registries))
        .toList();
  }
}
