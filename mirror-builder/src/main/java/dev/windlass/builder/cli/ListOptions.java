package dev.windlass.builder.cli;

import dev.windlass.builder.list.MirrorList;
import dev.windlass.builder.list.MirrorListReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/** Where the mirror list and its lock are. */
final class ListOptions {
  @CommandLine.Option(
      names = "--list",
      paramLabel = "FILE",
      defaultValue = "mirror.yaml",
      description = "The mirror list; ${DEFAULT-VALUE} unless given. mirror.lock lies beside it.")
  private Path list = Path.of("mirror.yaml");

  Path file() {
    return list;
  }

  Path lock() {
    return list.toAbsolutePath().resolveSibling("mirror.lock");
  }

  MirrorList read() throws IOException {
    if (!Files.exists(list)) {
      throw new IOException(
          "tried to read "
              + list
              + ", but there is no such file: run mirror-builder init, or name"
              + " the list with --list");
    }
    return MirrorListReader.read(list);
  }
}
