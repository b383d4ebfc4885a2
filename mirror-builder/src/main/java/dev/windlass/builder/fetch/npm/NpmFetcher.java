package dev.windlass.builder.fetch.npm;

import dev.windlass.builder.fetch.FetchTask;
import dev.windlass.builder.fetch.Fetcher;
import dev.windlass.builder.list.MirrorList;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** npm's section of a mirror list as tasks: one a package spec, one a lockfile. */
public final class NpmFetcher implements Fetcher {
  private final MirrorList.Npm list;
  private final NpmRun run;

  /**
   * @param directory the mirror list's, where a project's {@code .npmrc} is looked for
   */
  public NpmFetcher(MirrorList.Npm list, Path directory) {
    this(
        list,
        new NpmRun.Surroundings(
            directory, Path.of(System.getProperty("user.home")), System.getenv()));
  }

  NpmFetcher(MirrorList.Npm list, NpmRun.Surroundings surroundings) {
    this.list = list;
    this.run = new NpmRun(list, surroundings);
  }

  @Override
  public List<FetchTask> tasks() {
    Stream<FetchTask> packages = list.packages().stream().map(spec -> new ClosureTask(spec, run));
    Stream<FetchTask> lockfiles =
        list.lockfiles().stream().map(file -> new LockfileTask(file, run));
    return Stream.concat(packages, lockfiles).toList();
  }
}
