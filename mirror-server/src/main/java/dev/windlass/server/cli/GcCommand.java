package dev.windlass.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.server.store.DataDirectory;
import dev.windlass.server.store.GarbageCollection;
import dev.windlass.server.store.StoreLock;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes what no kept release names. */
@Command(
    name = "gc",
    description = {
      "Forgets releases beyond the newest of each stream and deletes the blobs that nothing names.",
      "Kept are the newest keep-releases, the served, the last accepted and the pinned ones. May"
          + " be interrupted; a server may run meanwhile."
    },
    mixinStandardHelpOptions = true)
final class GcCommand implements Callable<Integer> {
  private @Mixin CommonOptions common;

  @Option(names = "--dry-run", description = "Only tell.")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException {
    DataDirectory data = common.data();
    try (StoreLock _ = StoreLock.take(data, "gc")) {
      GarbageCollection.Result result =
          new GarbageCollection(data, data.blobs()).run(common.config().keepReleases(), dryRun);
      ObjectNode json = CommonOptions.mapper().createObjectNode();
      result.releases().forEach(json.putArray("releases")::add);
      json.put("blobs", result.blobs());
      json.put("bytes", result.bytes());
      json.put("dryRun", dryRun);
      common.print(
          json,
          "%s %d releases and %,d blobs of %,d bytes"
              .formatted(
                  dryRun ? "would delete" : "deleted",
                  result.releases().size(),
                  result.blobs(),
                  result.bytes()));
    }
    return 0;
  }
}
