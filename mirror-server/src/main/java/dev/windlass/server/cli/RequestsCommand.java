package dev.windlass.server.cli;

import dev.windlass.server.demand.DemandFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Exports what was asked for in vain. */
@Command(
    name = "requests",
    description = {
      "Prints what clients asked for and no release holds, one JSON object a line, the most wanted"
          + " first.",
      "mirror-builder requests turns the list into a proposed change of mirror.yaml."
    },
    mixinStandardHelpOptions = true)
final class RequestsCommand implements Callable<Integer> {
  private @Mixin CommonOptions common;
  private @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.print(DemandFile.text(DemandFile.read(common.data().demand())));
    out.flush();
    return 0;
  }
}
