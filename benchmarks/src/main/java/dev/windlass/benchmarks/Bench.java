package dev.windlass.benchmarks;

import dev.windlass.benchmarks.measure.Figure;
import dev.windlass.benchmarks.measure.Machine;
import dev.windlass.benchmarks.measure.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Entry point of {@code ./windlass bench}. */
@CommandLine.Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the programs as whole processes against their floors and nginx, in one run, and"
          + " prints a Markdown table.",
      "Names: collect, pack, verify, import, serve, start, memory, npm; all of them unless named."
    })
public final class Bench implements Callable<Integer> {
  private static final List<Benchmark> ALL =
      List.of(
          new CollectBenchmark(),
          new PackBenchmark(),
          new VerifyBenchmark(),
          new ImportBenchmark(),
          new ServeBenchmark(),
          new StartBenchmark(),
          new MemoryBenchmark(),
          new NpmBenchmark());

  @CommandLine.Parameters(paramLabel = "NAME", arity = "0..*", description = "What to measure.")
  private List<String> names = List.of();

  @CommandLine.Option(
      names = "--scale",
      defaultValue = "small",
      description = "small: minutes; full: what docs/benchmarks.md shows. Default: small.")
  private String scale = "small";

  @CommandLine.Option(
      names = "--rounds",
      description = "Counted rounds; the scale's own unless given.")
  private Optional<Integer> rounds = Optional.empty();

  @CommandLine.Option(
      names = "--dir",
      description = "Where to make a directory for the time of the run, on the disk to measure.")
  private Path directory = Path.of(System.getProperty("java.io.tmpdir"));

  @CommandLine.Option(
      names = "--output",
      defaultValue = "text",
      description = "text (Markdown) or json.")
  private String output = "text";

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!Tools.missing().isEmpty()) {
      System.err.println(
          "bench: install what is missing: apt-get install " + String.join(" ", Tools.missing()));
      return CommandLine.ExitCode.USAGE;
    }
    Scale chosen = Scale.named(scale);
    if (rounds.isPresent()) {
      chosen = chosen.withRounds(rounds.get());
    }
    Report report =
        new Report(
            Machine.describe(directory)
                + "; scale "
                + scale
                + ", medians of "
                + chosen.rounds()
                + " rounds (least–most), page cache warm");
    List<Benchmark> benchmarks = chosen(names);
    boolean complete = true;
    try (Workshop workshop = Workshop.open(directory, chosen)) {
      for (Benchmark benchmark : benchmarks) {
        complete &= measure(benchmark, workshop, report);
      }
    }
    System.out.println(output.equals("json") ? report.json() : report.markdown());
    return complete ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  /** Tells its figures on standard error at once. One that fails does not stop the others. */
  private static boolean measure(Benchmark benchmark, Workshop workshop, Report report)
      throws InterruptedException {
    System.err.println("measuring " + benchmark.name() + " …");
    try {
      List<Figure> figures = benchmark.run(workshop);
      figures.forEach(figure -> System.err.print(Report.row(figure)));
      report.add(figures);
      return true;
    } catch (IOException | RuntimeException e) {
      System.err.println("bench: tried to measure " + benchmark.name() + ", but " + e.getMessage());
      return false;
    }
  }

  private static List<Benchmark> chosen(List<String> names) {
    if (names.isEmpty()) {
      return ALL;
    }
    return names.stream()
        .map(name ->
            ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no benchmark " + name)))
        .toList();
  }
}
