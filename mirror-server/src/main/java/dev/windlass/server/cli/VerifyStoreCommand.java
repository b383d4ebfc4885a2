package dev.windlass.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.server.store.DataDirectory;
import dev.windlass.server.store.LocalBlobs;
import dev.windlass.server.store.Pace;
import dev.windlass.server.store.Releases;
import dev.windlass.server.store.RottenBlobs;
import dev.windlass.server.store.Scrub;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads the whole store and compares it with its digests. */
@Command(
    name = "verify-store",
    description = {
      "Reads every blob, takes rotten ones out of service, and checks that every blob which a"
          + " current release names is there.",
      "Exits 1 if a blob is out of service: import a bundle that carries it."
    },
    mixinStandardHelpOptions = true)
final class VerifyStoreCommand implements Callable<Integer> {
  private @Mixin CommonOptions common;

  @Option(
      names = "--rate",
      paramLabel = "BYTES",
      description = "Most bytes a second. Default: as fast as the medium is.")
  private long rate;

  @Override
  public Integer call() throws IOException {
    DataDirectory data = common.data();
    LocalBlobs blobs = data.blobs();
    Scrub scrub = new Scrub(blobs, new RottenBlobs(data, blobs), new Releases(data));
    Scrub.Result result = scrub.run(rate > 0 ? Pace.of(rate) : Pace.FULL, () -> false);
    ObjectNode json = CommonOptions.mapper().createObjectNode();
    json.put("checked", result.checked());
    json.put("bytes", result.bytes());
    var list = json.putArray("outOfService");
    result.outOfService().forEach(digest -> list.add(digest.toString()));
    StringBuilder text = new StringBuilder();
    text.append("%,d blobs of %,d bytes checked".formatted(result.checked(), result.bytes()));
    result.outOfService().forEach(digest -> text.append("\nout of service: ").append(digest));
    common.print(json, text.toString());
    return result.outOfService().isEmpty() ? 0 : Main.FAILED;
  }
}
