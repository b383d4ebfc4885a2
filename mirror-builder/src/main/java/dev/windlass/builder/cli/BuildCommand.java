package dev.windlass.builder.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.builder.list.MirrorList;
import dev.windlass.builder.lock.ContentStore;
import dev.windlass.builder.lock.LockResult;
import dev.windlass.builder.lock.LockRun;
import dev.windlass.builder.pack.BundleSigning;
import dev.windlass.builder.pack.PackRun;
import dev.windlass.signing.keys.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;

@CommandLine.Command(
    name = "build",
    mixinStandardHelpOptions = true,
    description = "Locks, packs and signs in one go.")
final class BuildCommand implements Callable<Integer> {
  private @CommandLine.Mixin Surroundings surroundings;
  private @CommandLine.Mixin ListOptions list;
  private @CommandLine.Mixin StoreOption store;
  private @CommandLine.Mixin PackOptions options;
  private @CommandLine.Mixin KeyOptions keys;

  @CommandLine.Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Directory to make; <stream>-<sequence> beside the list unless given.")
  private Optional<Path> output = Optional.empty();

  @Override
  public Integer call() throws IOException, InterruptedException {
    MirrorList read = list.read();
    List<SigningKey> signers = keys.load(surroundings.environment());
    try (ContentStore content = store.open(surroundings.environment())) {
      LockResult result =
          LockCommand.run(read, content, surroundings, list, LockRun.LockMode.WRITE);
      LockReport report = new LockReport(result, list.lock());
      if (!result.complete()) {
        surroundings.print(report.json(), report.text());
        return 1;
      }
      PackRun.Packed packed =
          new PackRun(read, list.lock(), content.blobs(), surroundings.progress())
              .run(options.options(surroundings, output), surroundings.now());
      List<Path> files =
          BundleSigning.signed(packed.directory())
              ? List.of()
              : BundleSigning.sign(packed.directory(), signers, surroundings.now());
      ObjectNode json = Surroundings.node();
      json.set("lock", report.json());
      json.set("bundle", PackCommand.json(packed));
      ArrayNode signatures = json.putArray("signatures");
      files.forEach(file -> signatures.add(file.toString()));
      List<String> text = new ArrayList<>(report.text());
      text.addAll(PackCommand.text(packed));
      files.forEach(file -> text.add("signed " + file));
      surroundings.print(json, text);
    }
    return 0;
  }
}
