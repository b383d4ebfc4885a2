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
  private @Nullable Workshop shared;

  public MavenFetcher(MirrorList.Maven section) {
    this.section = section;
  }

  @Override
  public List<FetchTask> tasks() {
    List<FetchTask> tasks = new ArrayList<>();
    section.artifacts().forEach(entry -> tasks.add(new ArtifactTask(entry, this::workshop)));
    section.projects().forEach(project -> tasks.add(new ProjectTask(project, this::workshop)));
    return tasks;
  }

  /** Made when the first task needs it, since that reads the user's settings. */
  private Workshop workshop(FetchContext context) {
    lock.lock();
    try {
      Workshop made = shared;
      if (made == null) {
        made = Workshop.of(context, section);
        shared = made;
      }
      return made;
    } finally {
      lock.unlock();
    }
  }
}
