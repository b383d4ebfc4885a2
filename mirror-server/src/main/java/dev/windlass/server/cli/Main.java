package dev.windlass.server.cli;

import dev.windlass.server.config.ConfigException;
import dev.windlass.spec.RefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.Objects;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** Entry point of {@code mirror-server}. Exit codes: 0 ok, 1 failure, 2 usage, 3 refused. */
@Command(
    name = "mirror-server",
    description = "High side: verifies and imports bundles, serves them to every client.",
    mixinStandardHelpOptions = true,
    version = "mirror-server 0.1.0",
    subcommands = {
      ServeCommand.class,
      ImportCommand.class,
      ReleasesCommand.class,
      RollbackCommand.class,
      GcCommand.class,
      VerifyStoreCommand.class,
      RequestsCommand.class,
      TrustCommand.class,
      TokenCommand.class,
      ConfigCommand.class,
      AutoComplete.GenerateCompletion.class
    })
public final class Main implements Runnable {
  /** The command did not do what was asked. */
  static final int FAILED = 1;

  /** The input was refused, and why is said. */
  static final int REFUSED = 3;

  private @CommandLine.Spec CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The whole command line, for its tests too. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    ServeCommand.addFlags(subcommand(line, "serve"));
    ServeCommand.addFlags(subcommand(subcommand(line, "config").commandLine(), "print"));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((exception, command, result) -> report(exception, command));
    return line;
  }

  private static CommandSpec subcommand(CommandLine line, String name) {
    return Objects.requireNonNull(line.getSubcommands().get(name), name).getCommandSpec();
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static int report(Exception exception, CommandLine command) throws Exception {
    PrintWriter err = command.getErr();
    Exception explained =
        exception instanceof IOException io
            ? DiskTrouble.explain(io, "the disk", "command")
            : exception;
    return switch (explained) {
      case RefusedException refused -> {
        err.println("refused: " + refused.getMessage());
        yield REFUSED;
      }
      case ConfigException config -> {
        err.println(config.getMessage());
        yield CommandLine.ExitCode.USAGE;
      }
      case FileSystemException file -> {
        String reason =
            file.getReason() == null ? file.getClass().getSimpleName() : file.getReason();
        err.println("tried to use " + file.getFile() + ": " + reason);
        yield FAILED;
      }
      case IOException failure -> {
        err.println(failure.getMessage());
        yield FAILED;
      }
      default -> throw explained;
    };
  }
}
