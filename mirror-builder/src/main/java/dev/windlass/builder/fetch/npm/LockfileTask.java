package dev.windlass.builder.fetch.npm;

import dev.windlass.builder.fetch.EntrySink;
import dev.windlass.builder.fetch.FetchContext;
import dev.windlass.builder.fetch.FetchTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All packages of a lockfile, in exactly the versions and with the hashes that it names. */
record LockfileTask(Path file, NpmRun run) implements FetchTask {
  @Override
  public String name() {
    return "npm " + file;
  }

  @Override
  public void run(FetchContext context, EntrySink entries)
      throws IOException, InterruptedException {
    NpmRun.Session session = run.open();
    List<FetchContext.Part> parts = new ArrayList<>();
    for (Lockfile.Locked locked : Lockfile.read(file)) {
      if (!locked.optional() || session.platforms().match(locked.platform())) {
        parts.add(() ->
            entries.add(
                session.versions().collect(context, locked.coordinates(), locked.integrity())));
      }
    }
    context.parallel(parts);
  }
}
