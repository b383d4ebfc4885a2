package dev.windlass.server.intake;

import dev.windlass.server.store.DataDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Imports in a process of their own. */
final class ImportProcess {
  private ImportProcess() {}

  /**
   * Starts {@link DyingImport}.
   *
   * @param step at which it dies, or {@code none}
   * @param output takes all that it says
   */
  static Process start(DataDirectory data, Path policy, String step, List<Path> roots, Path output)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                DyingImport.class.getName(),
                data.root().toString(),
                policy.toString(),
                step));
    roots.forEach(root -> command.add(root.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }
}
