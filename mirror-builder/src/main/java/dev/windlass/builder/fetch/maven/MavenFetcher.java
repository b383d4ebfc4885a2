package dev.windlass.builder.fetch.maven;

import dev.windlass.builder.fetch.FetchContext;
import dev.windlass.builder.fetch.FetchTask;
import dev.windlass.builder.fetch.Fetcher;
import dev.windlass.builder.list.MirrorList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Collects Maven artifacts and what Maven projects take. */
public final class MavenFetcher implements Fetcher {
  private final MirrorList.Maven section;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Resolver resolver;

  public MavenFetcher(MirrorList.Maven section) {
    this.section = section;
  }

  @Override
  public List<FetchTask> tasks() {
    List<FetchTask> tasks = new ArrayList<>();
    section.artifacts().forEach(entry -> tasks.add(new ArtifactTask(entry, this::resolver)));
    section.projects().forEach(project -> tasks.add(new ProjectTask(project, this::resolver)));
    return tasks;
  }

  /**
   * One resolver for all tasks, made when the first needs it, since it reads the user's settings.
   */
  private Resolver resolver(FetchContext context) {
    lock.lock();
    try {
      Resolver shared = resolver;
      if (shared == null) {
        shared =
            new Resolver(
                UserSettings.read(),
                section.repositories(),
                context.store().root().resolve("maven"));
        resolver = shared;
      }
      return shared;
    } finally {
      lock.unlock();
    }
  }
}
