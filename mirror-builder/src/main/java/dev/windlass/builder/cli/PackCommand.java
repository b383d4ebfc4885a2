package dev.windlass.builder.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.builder.lock.ContentStore;
import dev.windlass.builder.pack.ChainRecord;
import dev.windlass.builder.pack.PackRun;
import dev.windlass.builder.progress.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;

@CommandLine.Command(
    name = "pack",
    mixinStandardHelpOptions = true,
    description = "Packs the release of mirror.lock into a bundle without signatures.")
final class PackCommand implements Callable<Integer> {
  private @CommandLine.Mixin Surroundings surroundings;
  private @CommandLine.Mixin ListOptions list;
  private @CommandLine.Mixin StoreOption store;
  private @CommandLine.Mixin PackOptions options;

  @CommandLine.Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Directory to make; <stream>-<sequence> beside the list unless given.")
  private Optional<Path> output = Optional.empty();

  @CommandLine.Option(names = "--dry-run", description = "Only say what would be packed.")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException {
    try (ContentStore content = store.open(surroundings.environment())) {
      PackRun run = new PackRun(list.read(), list.lock(), content.blobs(), surroundings.progress());
      PackRun.Options packing = options.options(surroundings, output);
      if (dryRun) {
        ChainRecord record = run.prepare(packing, surroundings.now());
        surroundings.print(
            json(record),
            List.of("would pack bundle " + record.sequence() + " of release " + record.release()));
        return 0;
      }
      PackRun.Packed packed = run.run(packing, surroundings.now());
      surroundings.print(json(packed), text(packed));
    }
    return 0;
  }

  private static ObjectNode json(ChainRecord record) {
    ObjectNode node = Surroundings.node();
    node.put("sequence", record.sequence());
    node.put("release", record.release().toString());
    record.base().ifPresent(base -> node.put("base", base.toString()));
    record.previous().ifPresent(previous -> node.put("previous", previous.hex()));
    return node;
  }

  static ObjectNode json(PackRun.Packed packed) {
    ObjectNode node = Surroundings.node();
    node.put("directory", packed.directory().toString());
    node.put("sequence", packed.header().facts().sequence());
    node.put("release", packed.header().release().toString());
    packed.header().base().ifPresent(base -> node.put("base", base.toString()));
    node.put("volumes", packed.header().volumeLists().size());
    node.put("files", packed.header().files());
    node.put("bytes", packed.header().bytes());
    node.put("packedBefore", packed.before());
    return node;
  }

  static List<String> text(PackRun.Packed packed) {
    return List.of(
        (packed.before() ? "packed before: " : "packed ")
            + packed.directory()
            + ": bundle "
            + packed.header().facts().sequence()
            + ", volumes "
            + packed.header().volumeLists().size()
            + ", files "
            + packed.header().files()
            + ", "
            + Bytes.text(packed.header().bytes()));
  }
}
