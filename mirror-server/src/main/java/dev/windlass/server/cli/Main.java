package dev.windlass.server.cli;

import picocli.CommandLine;

/** Entry point of {@code mirror-server}. Exit codes: 0 ok, 1 failure, 2 usage, 3 refused. */
@CommandLine.Command(name = "mirror-server", mixinStandardHelpOptions = true, version = "0.1.0")
public final class Main implements Runnable {
  private @CommandLine.Spec CommandLine.Model.CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }
}
