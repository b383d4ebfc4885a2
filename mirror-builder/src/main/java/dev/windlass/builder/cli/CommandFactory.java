package dev.windlass.builder.cli;

import java.util.Map;
import picocli.CommandLine;

/** Makes the commands; those that look at the environment are given it. */
final class CommandFactory implements CommandLine.IFactory {
  private final Map<String, String> environment;

  CommandFactory(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    if (type == Surroundings.class) {
      return type.cast(new Surroundings(environment));
    }
    return CommandLine.defaultFactory().create(type);
  }
}
