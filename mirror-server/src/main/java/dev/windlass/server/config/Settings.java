package dev.windlass.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values of all settings, each with where it was made. */
public final class Settings {
  /**
   * @param source {@code default}, a file and line, a variable or a flag
   */
  public record Value(String text, String source) {}

  private final Map<Setting, Value> values = new EnumMap<>(Setting.class);

  private Settings() {
    for (Setting setting : Setting.values()) {
      values.put(setting, new Value(setting.standard(), "default"));
    }
  }

  /**
   * Reads the file, then lets the environment and then the flags override it.
   *
   * @throws ConfigException if a key is unknown or comes twice
   */
  public static Settings read(
      Optional<Path> file, Map<String, String> environment, Map<Setting, String> flags)
      throws IOException {
    Settings settings = new Settings();
    if (file.isPresent()) {
      settings.readFile(file.get());
    }
    environment.forEach(settings::readVariable);
    flags.forEach(
        (setting, text) -> settings.values.put(setting, new Value(text, "--" + setting.key())));
    return settings;
  }

  private void readFile(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String place = file + ":" + (i + 1);
      int equals = line.indexOf('=');
      if (equals < 0) {
        throw new ConfigException(place + ": expected key = value");
      }
      Setting setting = setting(line.substring(0, equals).strip(), place);
      if (value(setting).source().startsWith(file + ":")) {
        throw new ConfigException(place + ": " + setting.key() + " is set twice");
      }
      values.put(setting, new Value(line.substring(equals + 1).strip(), place));
    }
  }

  private void readVariable(String name, String text) {
    if (name.startsWith(Setting.ENVIRONMENT) && !name.equals(Setting.DATA_VARIABLE)) {
      String key =
          name.substring(Setting.ENVIRONMENT.length())
              .toLowerCase(java.util.Locale.ROOT)
              .replace('_', '-');
      values.put(setting(key, name), new Value(text, name));
    }
  }

  /**
   * The setting of that key.
   *
   * @param place where it was said, for the message
   * @throws ConfigException if there is none
   */
  public static Setting setting(String key, String place) {
    return Setting.ofKey(key)
        .orElseThrow(() ->
            new ConfigException(
                place + ": unknown setting '" + key + "'; see mirror-server config print"));
  }

  public Value value(Setting setting) {
    Value value = values.get(setting);
    if (value == null) {
      throw new IllegalStateException(setting.key());
    }
    return value;
  }
}
