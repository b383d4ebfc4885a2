package dev.windlass.builder.cli;

import dev.windlass.builder.list.MirrorListReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;

@CommandLine.Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = "Writes a commented mirror.yaml, and its schema for editors.")
final class InitCommand implements Callable<Integer> {
  private static final Map<String, String> FILES =
      Map.of("mirror.yaml", "mirror.sample.yaml", "mirror.schema.json", "mirror.schema.json");

  private @CommandLine.Mixin Surroundings surroundings;

  @CommandLine.Parameters(
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Where to write; the working directory unless given.")
  private Path directory = Path.of(".");

  @CommandLine.Option(names = "--dry-run", description = "Only say what would be written.")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException {
    Path list = directory.resolve("mirror.yaml");
    if (Files.exists(list)) {
      throw new IOException(
          "tried to write "
              + list
              + ", but it is there already: edit it, or name another directory");
    }
    if (!dryRun) {
      Files.createDirectories(directory);
      for (var file : FILES.entrySet()) {
        try (InputStream in =
            Objects.requireNonNull(
                MirrorListReader.class.getResourceAsStream(file.getValue()), file.getValue())) {
          Files.write(directory.resolve(file.getKey()), in.readAllBytes());
        }
      }
    }
    surroundings.print(
        Surroundings.node().put("list", list.toString()).put("written", !dryRun),
        List.of(
            (dryRun ? "would write " : "wrote ") + list,
            "Take the marks away from what you want, then run: mirror-builder lock"));
    return 0;
  }
}
