package dev.windlass.signing.officer.cli;

import dev.windlass.signing.trust.ChainState;
import dev.windlass.signing.trust.ChainStateFile;
import dev.windlass.signing.trust.TrustPolicy;
import dev.windlass.signing.verify.BundleVerifier;
import dev.windlass.signing.verify.HeldReleases;
import dev.windlass.signing.verify.Repeat;
import dev.windlass.signing.verify.Verdict;
import dev.windlass.signing.verify.VerifiedBundle;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** {@code bundle-verify verify}. */
@CommandLine.Command(
    name = "verify",
    description = {
      "Checks signatures, chain and every file of a bundle.",
      "Exits with 0 if it is accepted, 1 if volumes are missing or a medium cannot be read,"
          + " 3 if it is refused."
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  private final Clock clock;
  private final boolean terminal;

  private @CommandLine.Spec CommandLine.Model.CommandSpec spec;

  @CommandLine.Parameters(
      arity = "1..*",
      paramLabel = "DIR",
      description = "Directories that hold BUNDLE and volumes of it, in any order.")
  private List<Path> directories;

  @CommandLine.Option(
      names = "--policy",
      required = true,
      paramLabel = "FILE",
      description = "The trust policy, from your own records.")
  private Path policy;

  @CommandLine.Option(
      names = "--state",
      paramLabel = "FILE",
      description =
          "What was accepted before in each stream. Made if it is absent, moved on by an accepted"
              + " bundle. Without it, replays and forks go unseen.")
  private Optional<Path> state;

  @CommandLine.Option(
      names = "--dry-run",
      description = "Leave the state as it is, whatever the verdict.")
  private boolean dryRun;

  @CommandLine.Option(
      names = "--output",
      defaultValue = "text",
      paramLabel = "FORM",
      description = "text or json.")
  private Output output;

  VerifyCommand(Clock clock, boolean terminal) {
    this.clock = clock;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    for (Path directory : directories) {
      if (!Files.isDirectory(directory)) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), directory + " is no directory");
      }
    }
    TrustPolicy trust = TrustPolicy.load(policy);
    Optional<ChainStateFile> file = state.map(ChainStateFile::new);
    ChainState before = file.isPresent() ? file.get().load() : ChainState.EMPTY;
    Verdict verdict;
    try (ReadingProgress progress =
        new ReadingProgress(spec.commandLine().getErr(), terminal, System::nanoTime)) {
      verdict =
          new BundleVerifier(trust, HeldReleases.unknown(), Repeat.ALLOWED, clock)
              .verify(directories, before, progress);
    }
    if (verdict instanceof Verdict.Accepted(var bundle, _) && file.isPresent() && !dryRun) {
      file.get().save(moved(before, bundle));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        switch (output) {
          case TEXT -> VerdictText.of(verdict);
          case JSON -> VerdictJson.of(verdict);
        });
    out.flush();
    return switch (verdict) {
      case Verdict.Accepted _ -> Main.OK;
      case Verdict.Incomplete _ -> Main.FAILURE;
      case Verdict.Refused _ -> Main.REFUSED;
    };
  }

  private static ChainState moved(ChainState before, VerifiedBundle bundle) {
    String stream = bundle.header().stream();
    return before.with(stream, bundle.accepted(before.of(stream)));
  }
}
