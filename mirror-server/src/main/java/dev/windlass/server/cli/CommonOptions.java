package dev.windlass.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.windlass.server.config.ServerConfig;
import dev.windlass.server.config.Setting;
import dev.windlass.server.config.Settings;
import dev.windlass.server.store.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** What every command is told: where the data is, the settings, the form of the output. */
final class CommonOptions {
  private static final JsonMapper JSON = new JsonMapper();

  /** How results are printed. */
  enum Output {
    TEXT,
    JSON
  }

  private @CommandLine.Spec(CommandLine.Spec.Target.MIXEE) CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:MIRROR_SERVER_DATA_DIR:-/var/lib/mirror-server}",
      description = "Directory of the store. Default: ${DEFAULT-VALUE}")
  private Path data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings, key = value a line. Default: server.conf in the data directory")
  private @Nullable Path config;

  @Option(
      names = "--output",
      paramLabel = "FORM",
      defaultValue = "text",
      description = "text or json. Default: ${DEFAULT-VALUE}")
  private Output output;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting, stronger than the environment and the file; see config print")
  private Map<String, String> set = Map.of();

  DataDirectory data() throws IOException {
    return DataDirectory.open(data);
  }

  boolean json() {
    return output == Output.JSON;
  }

  ServerConfig config() throws IOException {
    return ServerConfig.of(settings());
  }

  Settings settings() throws IOException {
    Optional<Path> file = Optional.ofNullable(config);
    Path standard = data.resolve("server.conf");
    if (file.isEmpty() && Files.exists(standard)) {
      file = Optional.of(standard);
    }
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    set.forEach((key, value) -> flags.put(Settings.setting(key, "--set"), value));
    ParseResult parsed = spec.commandLine().getParseResult();
    for (Setting setting : Setting.values()) {
      String value = parsed.matchedOptionValue("--" + setting.key(), null);
      if (value != null) {
        flags.put(setting, value);
      }
    }
    return Settings.read(file, System.getenv(), flags);
  }

  /** Prints a result as JSON, or as text. */
  void print(JsonNode json, String text) {
    var out = spec.commandLine().getOut();
    if (json()) {
      out.println(json.toPrettyString());
    } else {
      out.println(text);
    }
    out.flush();
  }

  static JsonMapper mapper() {
    return JSON;
  }
}
