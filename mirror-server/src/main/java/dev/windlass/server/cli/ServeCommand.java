package dev.windlass.server.cli;

import dev.windlass.server.MirrorServer;
import dev.windlass.server.config.Setting;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** Serves until it is told to stop. One line a request goes to standard output. */
@Command(
    name = "serve",
    description = {
      "Serves the current releases until SIGTERM.",
      "Follows every import and rollback by itself. Access lines go to standard output, one JSON"
          + " object a request; everything else to standard error."
    },
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  private @Mixin CommonOptions common;
  private @Spec CommandSpec spec;

  /** Every setting is a flag. */
  static void addFlags(CommandSpec spec) {
    for (Setting setting : Setting.values()) {
      spec.addOption(
          OptionSpec.builder("--" + setting.key())
              .paramLabel("VALUE")
              .type(String.class)
              .description(
                  setting.meaning()
                      + (setting.standard().isEmpty() ? "" : ". Default: " + setting.standard()))
              .build());
    }
  }

  @Override
  public Integer call() throws Exception {
    MirrorServer server =
        MirrorServer.start(
            common.data(),
            common.config(),
            Clock.systemUTC(),
            new FileOutputStream(FileDescriptor.out));
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(server)));
    spec.commandLine().getErr().println("serving at " + String.join(" and ", server.origins()));
    server.join();
    return 0;
  }

  // The JVM ends when the hook has returned, so requests under way have ended by then.
  private void stop(MirrorServer server) {
    try {
      server.close();
    } catch (IOException e) {
      spec.commandLine().getErr().println(e.getMessage());
    }
  }
}
