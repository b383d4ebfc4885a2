package dev.windlass.benchmarks;

import dev.windlass.benchmarks.input.LowSide;
import dev.windlass.benchmarks.measure.Contender;
import dev.windlass.benchmarks.measure.Figure;
import dev.windlass.benchmarks.measure.Sample;
import dev.windlass.benchmarks.measure.Series;
import java.io.IOException;
import java.nio.file.Path;
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
    Scale scale = workshop.scale();
    LowSide large =
        LowSide.create(workshop.empty("large"), workshop.programs())
            .files("large", scale.largeFiles(), scale.largeSize());
    Path bundle = large.bundle();
    List<Series> ofLarge =
        workshop.compare(product(workshop, large, bundle), floor(workshop, "import", bundle));
    Workshop.delete(workshop.path("large"));

    LowSide small =
        LowSide.create(workshop.empty("small"), workshop.programs()).smallFiles(scale.smallFiles());
    Path packs = small.bundle();
    List<Series> ofSmall =
        workshop.compare(
            product(workshop, small, packs),
            floor(workshop, "unpack", packs),
            floor(workshop, "import", packs));
    Workshop.delete(workshop.path("small"));
    String what = "import " + scale.small();
    return List.of(
        Figure.against(ofLarge.get(1), "import " + scale.large(), ofLarge.get(0), TARGET),
        Figure.against(
            ofSmall.get(1), what + ", floor writes as many files", ofSmall.get(0), TARGET),
        Figure.against(ofSmall.get(2), what + ", floor copies the packs", ofSmall.get(0), ""));
  }

  static Contender product(Workshop workshop, LowSide side, Path bundle) {
    return new Contender(
        "import",
        () -> {
          Path data = workshop.empty("data");
          workshop
              .programs()
              .mirrorServer(data, "trust", "init", side.policy().toString())
              .run()
              .orThrow();
          return workshop
              .meter()
              .run(workshop.programs().mirrorServer(data, "import", bundle.toString()));
        },
        () -> Workshop.delete(workshop.path("data")));
  }

  static Contender floor(Workshop workshop, String name, Path bundle) {
    return new Contender(
        "floor",
        () -> measured(workshop, name, bundle),
        () -> Workshop.delete(workshop.path("floor")));
  }

  private static Sample measured(Workshop workshop, String name, Path bundle)
      throws IOException, InterruptedException {
    Path output = workshop.empty("floor");
    return workshop
        .meter()
        .run(workshop.programs().floor(name, bundle.toString(), output.toString()));
  }
}
