package dev.windlass.server.cli;

import dev.windlass.server.intake.Intake;
import dev.windlass.server.intake.Outcome;
import dev.windlass.server.store.DataDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports what directories carry of a bundle. */
@Command(
    name = "import",
    description = {
      "Verifies and imports the volumes of a bundle, in any order and in any number of runs; a"
          + " complete release is served at once, also by a server that runs already.",
      "Exits 0 if the release is there, 1 if volumes are missing or the disk failed (run it again),"
          + " 3 if the input is refused."
    },
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
  private @Mixin CommonOptions common;
  private @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      arity = "1..*",
      description = "Directories with BUNDLE and one or more volumes each.")
  private List<Path> directories;

  @Option(names = "--dry-run", description = "Verify only; keep nothing.")
  private boolean dryRun;

  @Option(
      names = "--repair",
      description = "Bring back blobs that the store lost, from any bundle accepted before.")
  private boolean repair;

  @Override
  public Integer call() throws IOException {
    DataDirectory data = common.data();
    Progress progress = new Progress(spec.commandLine().getErr(), common.json());
    Intake intake = new Intake(data, TrustFile.of(data).load(), Clock.systemUTC(), progress);
    Outcome outcome;
    try {
      outcome =
          repair
              ? intake.repair(directories)
              : dryRun ? intake.dryRun(directories) : intake.run(directories);
    } catch (IOException e) {
      throw DiskTrouble.explain(e, "the disk of " + data.root(), "import");
    } finally {
      progress.end();
    }
    common.print(ImportReport.json(outcome), ImportReport.text(outcome));
    return switch (outcome) {
      case Outcome.Published _, Outcome.AlreadyHeld _, Outcome.Good _ -> 0;
      case Outcome.Incomplete _ -> Main.FAILED;
      case Outcome.Refused _ -> Main.REFUSED;
    };
  }
}
