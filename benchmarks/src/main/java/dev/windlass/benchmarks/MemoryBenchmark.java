package dev.windlass.benchmarks;

import dev.windlass.benchmarks.input.LowSide;
import dev.windlass.benchmarks.measure.Figure;
import dev.windlass.benchmarks.measure.Sample;
import dev.windlass.benchmarks.measure.Series;
import dev.windlass.benchmarks.measure.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Memory of packing, verifying and importing a small and a large bundle of ten files each. */
final class MemoryBenchmark implements Benchmark {
  private static final long LITTLE = 10_000_000;
  private static final int FILES = 10;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public List<Figure> run(Workshop workshop) throws IOException, InterruptedException {
    measure(workshop, LITTLE); // makes the class data archives
    List<Series> little = measure(workshop, LITTLE);
    List<Series> much = measure(workshop, workshop.scale().memoryBytes());
    List<Figure> figures = new ArrayList<>();
    for (int i = 0; i < little.size(); i++) {
      Series product = much.get(i);
      Series peer = little.get(i);
      figures.add(
          new Figure(
              "memory of " + product.name().replaceFirst(" .*", ""),
              product,
              Optional.of(peer),
              OptionalDouble.of(peer.rssMegabytes() / product.rssMegabytes()),
              OptionalDouble.empty(),
              "flat"));
    }
    return figures;
  }

  private static List<Series> measure(Workshop workshop, long bytes)
      throws IOException, InterruptedException {
    LowSide side = workshop.lowSide().files(FILES, bytes / FILES).lock();
    Path bundle = workshop.directory("bundle").resolve("bundle");
    Sample pack = workshop.meter().run(side.pack(bundle));
    side.sign(bundle).run().orThrow();
    Tree.delete(side.store());
    Sample verify =
        workshop
            .meter()
            .run(
                workshop
                    .programs()
                    .bundleVerify(
                        "verify", bundle.toString(), "--policy", side.policy().toString()));
    Path data = workshop.directory("data");
    workshop.trust(data, side);
    Sample taken =
        workshop.meter().run(workshop.programs().mirrorServer(data, "import", bundle.toString()));
    Tree.delete(data);
    Tree.delete(bundle);
    String size = String.format(Locale.ROOT, " %,.0f MB", bytes / 1e6);
    return List.of(
        new Series("pack" + size, List.of(pack)),
        new Series("verify" + size, List.of(verify)),
        new Series("import" + size, List.of(taken)));
  }
}
