package dev.windlass.benchmarks;

import dev.windlass.benchmarks.input.Upstream;
import dev.windlass.benchmarks.measure.Contender;
import dev.windlass.benchmarks.measure.Figure;
import dev.windlass.benchmarks.measure.Rounds;
import dev.windlass.benchmarks.measure.Series;
import dev.windlass.benchmarks.measure.Tree;
import dev.windlass.benchmarks.serving.Nginx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code lock} from nothing, of large and of small files that nginx serves on loopback. */
final class CollectBenchmark implements Benchmark {
  private static final String TARGET = "≥ 0.8";
  private static final int MOST_FILES = 20_000; // a mirror list has at most 3 MB

  @Override
  public String name() {
    return "collect";
  }

  @Override
  public List<Figure> run(Workshop workshop) throws IOException, InterruptedException {
    Scale scale = workshop.scale();
    List<Figure> figures = new ArrayList<>();
    Path large = workshop.directory("upstream");
    Upstream upstream = Upstream.large(large, scale.largeFiles(), scale.largeSize());
    figures.add(compare(workshop, upstream, Rounds.Output.DELETED, scale.large()));
    Tree.delete(large);
    Path small = workshop.directory("upstream");
    int count = Math.min(scale.smallFiles(), MOST_FILES);
    upstream = Upstream.small(small, count);
    figures.add(compare(workshop, upstream, Rounds.Output.KEPT, Scale.small(count)));
    return figures;
  }

  private static Figure compare(
      Workshop workshop, Upstream upstream, Rounds.Output output, String what)
      throws IOException, InterruptedException {
    try (Nginx nginx = Nginx.start(workshop.directory("nginx"), upstream.directory())) {
      Path paths = upstream.writePaths(workshop.directory("paths").resolve("paths.txt"));
      List<Series> series =
          workshop.compare(
              output,
              product(workshop, upstream, nginx),
              workshop.floor("collect", Integer.toString(nginx.port()), paths.toString()));
      return Figure.against(series.get(1), "collect " + what, series.get(0), TARGET);
    }
  }

  private static Contender product(Workshop workshop, Upstream upstream, Nginx nginx) {
    return new Contender(
        "lock",
        output -> {
          upstream.writeList(output.resolve("mirror.yaml"), nginx.origin());
          return workshop
              .meter()
              .run(workshop.programs().mirrorBuilder("lock", "--store", "store").in(output));
        });
  }
}
