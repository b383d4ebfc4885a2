package dev.windlass.builder.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;

/** Entry point of {@code mirror-builder}. Exit codes: 0 ok, 1 failure, 2 usage, 3 refused. */
@CommandLine.Command(
    name = "mirror-builder",
    mixinStandardHelpOptions = true,
    version = "mirror-builder 0.1.0",
    description = "Collects software on the low side into signed bundles.",
    subcommands = {
      InitCommand.class,
      LockCommand.class,
      PlanCommand.class,
      PackCommand.class,
      SignCommand.class,
      BuildCommand.class,
      KeysCommand.class,
      RequestsCommand.class,
      AutoComplete.GenerateCompletion.class
    })
public final class Main implements Runnable {
  private @CommandLine.Spec CommandLine.Model.CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(
        run(
            arguments,
            System.getenv(),
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8)));
  }

  /** Runs one command line and returns its exit code. */
  static int run(
      String[] arguments, Map<String, String> environment, PrintWriter out, PrintWriter err) {
    return new CommandLine(new Main(), new CommandFactory(environment))
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new Failures())
        .execute(arguments);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "name a command");
  }
}
