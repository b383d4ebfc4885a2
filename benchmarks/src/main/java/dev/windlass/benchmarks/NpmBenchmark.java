package dev.windlass.benchmarks;

import dev.windlass.acceptance.process.Command;
import dev.windlass.benchmarks.input.LowSide;
import dev.windlass.benchmarks.input.NpmPackages;
import dev.windlass.benchmarks.measure.Contender;
import dev.windlass.benchmarks.measure.Figure;
import dev.windlass.benchmarks.measure.Quantity;
import dev.windlass.benchmarks.measure.Rounds;
import dev.windlass.benchmarks.measure.Sample;
import dev.windlass.benchmarks.measure.Series;
import dev.windlass.benchmarks.serving.MirrorServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Very many small npm-like artifacts: imported, then indexed until a packument is served. */
final class NpmBenchmark implements Benchmark {
  private static final int VERSIONS = 10;
  private static final int MOST_ROUNDS = 2; // each leaves half a million files

  @Override
  public String name() {
    return "npm";
  }

  @Override
  public List<Figure> run(Workshop workshop) throws IOException, InterruptedException {
    int artifacts = workshop.scale().packages();
    LowSide side = workshop.lowSide();
    NpmPackages.add(side, artifacts / VERSIONS, VERSIONS);
    Path bundle = side.bundle();
    List<Path> outputs = new ArrayList<>();
    Contender product = ImportBenchmark.product(workshop, side, bundle);
    Contender remembered =
        new Contender(
            product.name(),
            output -> {
              outputs.add(output);
              return product.work().run(output);
            });
    Rounds.Plan plan =
        new Rounds.Plan(
            Math.min(workshop.scale().rounds(), MOST_ROUNDS), false, Rounds.Output.KEPT);
    List<Series> series =
        workshop.compare(plan, remembered, workshop.floor("import-unpacked", bundle.toString()));
    String what = String.format(Locale.ROOT, "%,d npm-like artifacts", artifacts);
    return List.of(
        Figure.against(series.get(1), "import " + what, series.get(0), "≥ 0.8"),
        Figure.alone("index " + what, index(workshop, outputs.getLast()), ""));
  }

  private static Quantity index(Workshop workshop, Path data)
      throws IOException, InterruptedException {
    MirrorServer.start(workshop.programs(), data, Optional.empty()).close();
    try (MirrorServer server = MirrorServer.start(workshop.programs(), data, Optional.empty())) {
      String packument = server.origin() + "/npm/" + NpmPackages.name(0);
      Command.of("curl", "--silent", "--fail", "--output", "/dev/null", packument).run().orThrow();
      Sample sample =
          new Sample(
              server.readySeconds(),
              server.process().cpuSeconds(),
              server.process().largestRssBytes());
      String text =
          String.format(
              Locale.ROOT,
              "start until served: %.2f s, %.2f CPU s, %.0f MB",
              sample.seconds(),
              sample.cpuSeconds(),
              sample.rssBytes() / 1e6);
      return new Quantity(
          text,
          new TreeMap<>(
              Map.of(
                  "seconds", sample.seconds(),
                  "cpuSeconds", sample.cpuSeconds(),
                  "rssMegabytes", sample.rssBytes() / 1e6)));
    }
  }
}
