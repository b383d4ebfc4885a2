package dev.windlass.builder.cli;

import dev.windlass.builder.lock.ContentStore;
import dev.windlass.builder.pack.Plan;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;

@CommandLine.Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "Says what a bundle of mirror.lock would carry; writes nothing.")
final class PlanCommand implements Callable<Integer> {
  private @CommandLine.Mixin Surroundings surroundings;
  private @CommandLine.Mixin ListOptions list;
  private @CommandLine.Mixin StoreOption store;
  private @CommandLine.Mixin PackOptions options;

  @Override
  public Integer call() throws IOException {
    Plan plan;
    try (ContentStore content = store.open(surroundings.environment())) {
      plan = Plan.of(options.baseCatalogue(list, content, surroundings), list.lock());
    }
    PlanReport report = new PlanReport(plan);
    surroundings.print(report.json(), report.text());
    return 0;
  }
}
