package dev.windlass.builder.cli;

import dev.windlass.builder.list.MirrorList;
import dev.windlass.builder.lock.ContentStore;
import dev.windlass.builder.lock.LockResult;
import dev.windlass.builder.lock.LockRun;
import dev.windlass.builder.progress.Progress;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;

@CommandLine.Command(
    name = "lock",
    mixinStandardHelpOptions = true,
    description = {
      "Collects everything on the list and writes mirror.lock.",
      "A lock with failures is reported and leaves mirror.lock as it was."
    })
final class LockCommand implements Callable<Integer> {
  private @CommandLine.Mixin Surroundings surroundings;
  private @CommandLine.Mixin ListOptions list;
  private @CommandLine.Mixin StoreOption store;

  @CommandLine.Option(
      names = "--dry-run",
      description = "Collect and compare, but leave mirror.lock as it is.")
  private boolean dryRun;

  @CommandLine.Option(
      names = "--locked",
      description = "Fail if the result differs from mirror.lock, for builds of a reviewed lock.")
  private boolean locked;

  @Override
  public Integer call() throws IOException, InterruptedException {
    MirrorList read = list.read();
    LockResult result;
    try (ContentStore content = store.open(surroundings.environment())) {
      LockRun.LockMode mode = dryRun || locked ? LockRun.LockMode.COMPARE : LockRun.LockMode.WRITE;
      result = run(read, content, surroundings, list, mode);
    }
    LockReport report = new LockReport(result, list.lock());
    surroundings.print(report.json(), report.text());
    if (result.complete() && locked && result.changes().any()) {
      surroundings.fail(
          Surroundings.node(),
          "mirror-builder: upstream no longer gives what mirror.lock pins: lock again without"
              + " --locked and review the difference");
      return 1;
    }
    return result.complete() ? 0 : 1;
  }

  static LockResult run(
      MirrorList list,
      ContentStore content,
      Surroundings surroundings,
      ListOptions options,
      LockRun.LockMode mode)
      throws IOException, InterruptedException {
    Progress progress = surroundings.progress();
    return new LockRun(
            content,
            Wiring.http(surroundings.environment(), content, progress),
            progress,
            options.lock(),
            mode)
        .run(Wiring.tasks(list));
  }
}
