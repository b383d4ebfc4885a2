package dev.windlass.acceptance.npm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The machine's npm, with an empty cache and no configuration but the mirror's registry. */
record NpmClient(Path project, Path cache, String registry) {

  /** What a command printed, both streams together. */
  record Result(int exit, String output) {}

  Result run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("npm"));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(cache.getParent(), "npm", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.toLowerCase(Locale.ROOT).startsWith("npm_"));
    builder
        .environment()
        .putAll(
            Map.of(
                "npm_config_registry",
                registry,
                "npm_config_cache",
                cache.toString(),
                "npm_config_userconfig",
                cache.resolve("none").toString(),
                "npm_config_globalconfig",
                cache.resolve("none-either").toString(),
                "npm_config_update_notifier",
                "false",
                "npm_config_fetch_retries",
                "0",
                "NO_COLOR",
                "1"));
    Process process = builder.start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("npm did not end: " + Files.readString(output));
    }
    return new Result(process.exitValue(), Files.readString(output));
  }
}
