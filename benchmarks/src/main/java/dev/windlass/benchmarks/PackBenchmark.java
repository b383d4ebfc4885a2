package dev.windlass.benchmarks;

import dev.windlass.benchmarks.input.LowSide;
import dev.windlass.benchmarks.measure.Contender;
import dev.windlass.benchmarks.measure.Figure;
import dev.windlass.benchmarks.measure.Rounds;
import dev.windlass.benchmarks.measure.Sample;
import dev.windlass.benchmarks.measure.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code pack}, {@code sign} and a sync, of large and of small files. */
final class PackBenchmark implements Benchmark {
  private static final String TARGET = "≥ 0.8";

  @Override
  public String name() {
    return "pack";
  }

  @Override
  public List<Figure> run(Workshop workshop) throws IOException, InterruptedException {
    Scale scale = workshop.scale();
    LowSide large = workshop.lowSide().files(scale.largeFiles(), scale.largeSize());
    List<Figure> figures = new ArrayList<>();
    figures.add(compare(workshop, large, "pack", scale.large()));
    large.delete();
    LowSide small = workshop.lowSide().smallFiles(scale.smallFiles());
    figures.add(compare(workshop, small, "pack-together", scale.small()));
    return figures;
  }

  private static Figure compare(Workshop workshop, LowSide side, String floor, String what)
      throws IOException, InterruptedException {
    side.lock();
    List<Series> series =
        workshop.compare(
            Rounds.Output.DELETED,
            product(workshop, side),
            workshop.floor(floor, side.store().resolve("sha256").toString()));
    return Figure.against(series.get(1), "pack + sign " + what, series.get(0), TARGET);
  }

  private static Contender product(Workshop workshop, LowSide side) {
    return new Contender(
        "pack + sign",
        output -> {
          side.forgetBundles();
          Path bundle = output.resolve("bundle");
          Sample packed = workshop.meter().run(side.pack(bundle));
          Sample signed = workshop.meter().run(side.sign(bundle));
          // The programs leave it to whoever takes the medium out; the floor syncs by itself.
          return packed.then(signed).plus(workshop.meter().sync());
        });
  }
}
