package dev.windlass.benchmarks;

import dev.windlass.benchmarks.measure.Figure;
import java.io.IOException;
import java.util.List;

/** One question about speed or memory, answered in one run. */
interface Benchmark {
  /** As on the command line. */
  String name();

  /** Makes its inputs in the workshop, and measures. */
  List<Figure> run(Workshop workshop) throws IOException, InterruptedException;
}
