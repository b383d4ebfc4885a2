package dev.windlass.benchmarks;

import dev.windlass.benchmarks.input.LowSide;
import dev.windlass.benchmarks.input.SampleContent;
import dev.windlass.benchmarks.measure.Figure;
import dev.windlass.benchmarks.measure.Median;
import dev.windlass.benchmarks.measure.Quantity;
import dev.windlass.benchmarks.serving.MirrorServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** From the start of the server to the first good {@code /readyz}, and its memory at rest. */
final class StartBenchmark implements Benchmark {
  private static final Duration REST = Duration.ofSeconds(3);
  private static final long LAYER = 1_000_000;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public List<Figure> run(Workshop workshop) throws IOException, InterruptedException {
    LowSide side = workshop.lowSide();
    SampleContent.addTo(side, LAYER);
    Path data = workshop.directory("data");
    workshop.trust(data, side);
    workshop.programs().mirrorServer(data, "import", side.bundle().toString()).run().orThrow();
    int rounds = workshop.scale().rounds();
    double[] ready = new double[rounds];
    double[] cpu = new double[rounds];
    double[] rss = new double[rounds];
    for (int round = -1; round < rounds; round++) { // the first makes the class data archive
      try (MirrorServer server = MirrorServer.start(workshop.programs(), data, Optional.empty())) {
        double spent = server.process().cpuSeconds();
        Thread.sleep(REST);
        if (round >= 0) {
          ready[round] = server.readySeconds();
          cpu[round] = spent;
          rss[round] = server.process().rssBytes() / 1e6;
        }
      }
    }
    return List.of(figure(Median.of(ready), Median.of(cpu), Median.of(rss)));
  }

  private static Figure figure(double ready, double cpu, double rss) {
    String text =
        String.format(Locale.ROOT, "ready after %.2f s, %.2f CPU s; idle %.0f MB", ready, cpu, rss);
    return Figure.alone(
        "start of the server, class data archived",
        new Quantity(
            text,
            new TreeMap<>(
                Map.of("readySeconds", ready, "cpuSeconds", cpu, "idleRssMegabytes", rss))),
        "< 1 s, < 150 MB");
  }
}
