package dev.windlass.benchmarks;

import dev.windlass.benchmarks.input.LowSide;
import dev.windlass.benchmarks.measure.Contender;
import dev.windlass.benchmarks.measure.Figure;
import dev.windlass.benchmarks.measure.Rounds;
import dev.windlass.benchmarks.measure.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Verified import until it is published, of large and of small files. */
final class ImportBenchmark implements Benchmark {
  private static final String TARGET = "≥ 0.8";

  @Override
  public String name() {
    return "import";
  }

  @Override
  public List<Figure> run(Workshop workshop) throws IOException, InterruptedException {
    List<Figure> figures = new ArrayList<>(large(workshop));
    figures.addAll(small(workshop));
    return figures;
  }

  private static List<Figure> large(Workshop workshop) throws IOException, InterruptedException {
    Scale scale = workshop.scale();
    LowSide side = workshop.lowSide().files(scale.largeFiles(), scale.largeSize());
    Path bundle = side.bundle();
    List<Series> series =
        workshop.compare(
            Rounds.Output.DELETED,
            product(workshop, side, bundle),
            workshop.floor("import", bundle.toString()));
    side.delete();
    return List.of(Figure.against(series.get(1), "import " + scale.large(), series.get(0), TARGET));
  }

  private static List<Figure> small(Workshop workshop) throws IOException, InterruptedException {
    Scale scale = workshop.scale();
    LowSide side = workshop.lowSide().smallFiles(scale.smallFiles());
    Path bundle = side.bundle();
    List<Series> series =
        workshop.compare(
            Rounds.Output.KEPT,
            product(workshop, side, bundle),
            workshop.floor("import-unpacked", bundle.toString()),
            workshop.floor("import", bundle.toString()));
    String what = "import " + scale.small() + ", floor ";
    return List.of(
        Figure.against(series.get(1), what + "writes as many files", series.get(0), TARGET),
        Figure.against(series.get(2), what + "copies the packs", series.get(0), ""));
  }

  static Contender product(Workshop workshop, LowSide side, Path bundle) {
    return new Contender(
        "import",
        data -> {
          workshop.trust(data, side);
          return workshop
              .meter()
              .run(workshop.programs().mirrorServer(data, "import", bundle.toString()));
        });
  }
}
