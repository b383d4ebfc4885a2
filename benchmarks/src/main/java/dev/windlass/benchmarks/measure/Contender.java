package dev.windlass.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Somebody who does the work.
 *
 * @param work one run, measured
 */
public record Contender(String name, Work work) {
  /** One run, whose output goes into an empty directory. */
  @FunctionalInterface
  public interface Work {
    Sample run(Path output) throws IOException, InterruptedException;
  }
}
