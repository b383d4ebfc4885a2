package dev.windlass.builder.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.builder.requests.Demand;
import dev.windlass.builder.requests.Proposal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;

@CommandLine.Command(
    name = "requests",
    mixinStandardHelpOptions = true,
    description = {
      "Proposes a change of the mirror list, as a diff, from what the high side asked for in vain.",
      "Apply it after review: mirror-builder requests FILE | patch mirror.yaml"
    })
final class RequestsCommand implements Callable<Integer> {
  private @CommandLine.Mixin Surroundings surroundings;
  private @CommandLine.Mixin ListOptions list;

  @CommandLine.Parameters(
      paramLabel = "FILE",
      description = "Demand file that mirror-server requests exported.")
  private Path file;

  @CommandLine.Option(
      names = "--at-least",
      paramLabel = "COUNT",
      defaultValue = "1",
      description = "Leave out what was asked for less often.")
  private long least = 1;

  @Override
  public Integer call() throws IOException {
    list.read();
    List<Demand> demands =
        Demand.read(file).stream().filter(demand -> demand.count() >= least).toList();
    Proposal proposal =
        Proposal.of(
            String.valueOf(list.file().getFileName()), Files.readString(list.file()), demands);
    surroundings.print(json(proposal), text(proposal));
    return 0;
  }

  private static ObjectNode json(Proposal proposal) {
    ObjectNode node = Surroundings.node().put("diff", proposal.diff());
    ArrayNode added = node.putArray("added");
    proposal.added().forEach(demand -> put(added.addObject(), demand));
    ArrayNode skipped = node.putArray("skipped");
    proposal
        .skipped()
        .forEach(left -> put(skipped.addObject(), left.demand()).put("reason", left.reason()));
    return node;
  }

  private static ObjectNode put(ObjectNode node, Demand demand) {
    return node.put("kind", demand.kind().text())
        .put("wanted", demand.wanted())
        .put("count", demand.count());
  }

  /** The skipped ones stand before the diff, where {@code patch} passes over them. */
  private static List<String> text(Proposal proposal) {
    List<String> lines = new ArrayList<>();
    proposal
        .skipped()
        .forEach(left ->
            lines.add(
                "# left out: "
                    + left.demand().kind().text()
                    + " "
                    + left.demand().wanted()
                    + ": "
                    + left.reason()));
    lines.addAll(proposal.diff().lines().toList());
    return lines;
  }
}
