package dev.windlass.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.server.config.ServerConfig;
import dev.windlass.server.config.Setting;
import dev.windlass.server.config.Settings;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the settings. */
@Command(
    name = "config",
    description = "Shows the settings.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand {
  @Command(
      name = "print",
      description = {
        "Prints every setting with its meaning, source and value, as a file for --config.",
        "Settings hold no secrets, only the paths of files that do."
      })
  int print(@Mixin CommonOptions common) throws IOException {
    Settings settings = common.settings();
    ServerConfig.of(settings); // a value that serve would refuse is refused here
    ObjectNode json = CommonOptions.mapper().createObjectNode();
    StringBuilder text = new StringBuilder();
    for (Setting setting : Setting.values()) {
      Settings.Value value = settings.value(setting);
      json.putObject(setting.key()).put("value", value.text()).put("source", value.source());
      text.append("# ").append(setting.meaning()).append(" (").append(value.source()).append(")\n");
      text.append(setting.key()).append(" = ").append(value.text()).append("\n\n");
    }
    common.print(json, text.toString().stripTrailing());
    return 0;
  }
}
