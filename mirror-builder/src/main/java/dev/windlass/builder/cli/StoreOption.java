package dev.windlass.builder.cli;

import dev.windlass.builder.lock.ContentStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** Where the content store is. */
final class StoreOption {
  @CommandLine.Option(
      names = "--store",
      paramLabel = "DIR",
      description = "The content store; in the user's cache directory unless given.")
  private Optional<Path> store = Optional.empty();

  ContentStore open(Map<String, String> environment) throws IOException {
    return ContentStore.open(store.orElseGet(() -> ContentStore.defaultRoot(environment)));
  }
}
