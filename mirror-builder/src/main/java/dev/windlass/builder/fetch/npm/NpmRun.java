package dev.windlass.builder.fetch.npm;

import dev.windlass.builder.list.MirrorList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What the npm tasks of one run share. Made without I/O, opened by the first task. */
final class NpmRun {
  private final MirrorList.Npm list;
  private final Surroundings surroundings;
  private final Once<String, Session> session = new Once<>();

  NpmRun(MirrorList.Npm list, Surroundings surroundings) {
    this.list = list;
    this.surroundings = surroundings;
  }

  /**
   * Where npm's configuration is looked for.
   *
   * @param project directory with the project's {@code .npmrc}, that of the mirror list
   */
  record Surroundings(Path project, Path home, Map<String, String> environment) {
    Surroundings {
      environment = Map.copyOf(environment);
    }
  }

  /** The open run. */
  record Session(Registries registries, Versions versions, Platforms platforms) {}

  Session open() throws IOException, InterruptedException {
    return session.get("", this::start);
  }

  private Session start() throws IOException {
    NpmConfig config =
        NpmConfig.read(surroundings.project(), surroundings.home(), surroundings.environment());
    Registries registries = new Registries(config, list.registry());
    return new Session(registries, new Versions(registries), Platforms.parse(list.platforms()));
  }
}
