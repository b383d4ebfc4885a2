package dev.windlass.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.benchmarks.measure.Figure;
import dev.windlass.benchmarks.measure.Report;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of one benchmark with hardly any work; says nothing about speed. */
final class BenchIT {
  private static final Scale TINY = new Scale(1, 2, 100_000, 5, 10, 1_000_000, 1);

  @Test
  void reportsRatiosOfTheProgramAndItsFloorsAndLeavesNothing(@TempDir Path directory)
      throws Exception {
    Report report = new Report("conditions");
    try (Workshop workshop = Workshop.open(directory, TINY)) {
      List<Figure> figures = new ImportBenchmark().run(workshop);
      assertThat(figures)
          .hasSize(3)
          .allSatisfy(figure -> {
            assertThat(figure.ratio().orElseThrow()).isPositive();
            assertThat(figure.product().numbers().get("cpuSeconds")).isPositive();
            assertThat(figure.product().numbers().get("rssMegabytes")).isPositive();
          });
      report.add(figures);
    }
    assertThat(report.markdown()).contains("| import 2 × 0 MB | import: ");
    assertThat(report.json()).contains("\"ratio\"");
    assertThat(directory).isEmptyDirectory();
  }
}
