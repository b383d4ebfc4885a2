package dev.windlass.benchmarks.measure;

import java.io.IOException;

/**
 * Somebody who does the work.
 *
 * @param work one run, measured
 * @param cleanUp takes away what the run left; not measured
 */
public record Contender(String name, Work work, CleanUp cleanUp) {
  /** One run. */
  @FunctionalInterface
  public interface Work {
    Sample run() throws IOException, InterruptedException;
  }

  /** What follows a run. */
  @FunctionalInterface
  public interface CleanUp {
    void run() throws IOException;
  }

  /** One that leaves nothing. */
  public static Contender of(String name, Work work) {
    return new Contender(name, work, () -> {});
  }
}
