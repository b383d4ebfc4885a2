package dev.windlass.builder.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.builder.pack.BundleSigning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;

@CommandLine.Command(
    name = "sign",
    mixinStandardHelpOptions = true,
    description = "Signs a packed bundle, or adds signatures to it.")
final class SignCommand implements Callable<Integer> {
  private @CommandLine.Mixin Surroundings surroundings;
  private @CommandLine.Mixin KeyOptions keys;

  @CommandLine.Parameters(paramLabel = "BUNDLE", description = "Directory of the bundle.")
  private Path bundle;

  @Override
  public Integer call() throws IOException {
    List<Path> files =
        BundleSigning.sign(bundle, keys.load(surroundings.environment()), surroundings.now());
    ObjectNode json = Surroundings.node().put("directory", bundle.toString());
    ArrayNode signatures = json.putArray("signatures");
    files.forEach(file -> signatures.add(file.toString()));
    surroundings.print(json, files.stream().map(file -> "signed " + file).toList());
    return 0;
  }
}
