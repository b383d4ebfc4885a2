package dev.windlass.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.server.store.DataDirectory;
import dev.windlass.server.store.HeldRelease;
import dev.windlass.server.store.Releases;
import dev.windlass.server.store.StoreLock;
import dev.windlass.server.store.StreamPointer;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Serves an earlier release of a stream again, or a later one. */
@Command(
    name = "rollback",
    description = {
      "Serves another held release of a stream, by default the one before the current one.",
      "The chain of bundles is not touched: the next import follows the last accepted bundle."
    },
    mixinStandardHelpOptions = true)
final class RollbackCommand implements Callable<Integer> {
  private @Mixin CommonOptions common;

  @Parameters(paramLabel = "STREAM")
  private String stream;

  @Option(names = "--to", paramLabel = "N", description = "Sequence of the release to serve.")
  private @Nullable Long to;

  @Option(names = "--dry-run", description = "Only tell.")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException {
    DataDirectory data = common.data();
    try (StoreLock _ = StoreLock.take(data, "rollback")) {
      Releases releases = new Releases(data);
      StreamPointer state =
          releases.stream(stream)
              .orElseThrow(() -> new IOException("nothing of stream " + stream + " was imported"));
      HeldRelease target = target(releases, state);
      if (!dryRun) {
        releases.rollback(state, target, Clock.systemUTC().instant());
      }
      ObjectNode result = CommonOptions.mapper().createObjectNode();
      result.put("stream", stream);
      result.put("from", state.current());
      result.put("to", target.sequence());
      result.put("dryRun", dryRun);
      common.print(
          result,
          "%s: %s %d instead of %d"
              .formatted(
                  stream, dryRun ? "would serve" : "serves", target.sequence(), state.current()));
    }
    return 0;
  }

  private HeldRelease target(Releases releases, StreamPointer state) throws IOException {
    Optional<HeldRelease> target =
        to != null
            ? releases.release(stream, to)
            : releases.held().stream()
                .filter(one -> one.stream().equals(stream) && one.sequence() < state.current())
                .reduce((earlier, later) -> later);
    return target.orElseThrow(
        () -> new IOException("no such release is held; see mirror-server releases"));
  }
}
