package dev.windlass.benchmarks;

import dev.windlass.acceptance.process.Command;
import dev.windlass.benchmarks.input.LowSide;
import dev.windlass.benchmarks.measure.Contender;
import dev.windlass.benchmarks.measure.Figure;
import dev.windlass.benchmarks.measure.Rounds;
import dev.windlass.benchmarks.measure.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The officer's {@code verify}, of large and of small files. */
final class VerifyBenchmark implements Benchmark {
  @Override
  public String name() {
    return "verify";
  }

  @Override
  public List<Figure> run(Workshop workshop) throws IOException, InterruptedException {
    Scale scale = workshop.scale();
    LowSide large = workshop.lowSide().files(scale.largeFiles(), scale.largeSize());
    List<Figure> figures = new ArrayList<>(compare(workshop, large, scale.large()));
    large.delete();
    LowSide small = workshop.lowSide().smallFiles(scale.smallFiles());
    figures.addAll(compare(workshop, small, scale.small()));
    return figures;
  }

  private static List<Figure> compare(Workshop workshop, LowSide side, String what)
      throws IOException, InterruptedException {
    Path bundle = side.bundle();
    Command verify =
        workshop
            .programs()
            .bundleVerify("verify", bundle.toString(), "--policy", side.policy().toString());
    Command sums =
        Command.of("sha512sum", "--check", "--quiet", "FILES").in(bundle.resolve("volume-001"));
    List<Series> series =
        workshop.compare(
            Rounds.Output.DELETED,
            new Contender("verify", _ -> workshop.meter().run(verify)),
            workshop.floor("verify", bundle.toString()),
            new Contender("sha512sum -c", _ -> workshop.meter().run(sums)));
    return List.of(
        Figure.against(series.get(1), "verify " + what, series.get(0), ""),
        Figure.against(series.get(2), "verify " + what, series.get(0), ""));
  }
}
