package dev.windlass.benchmarks.floor;

import dev.windlass.benchmarks.floor.FileFloor.Output;
import dev.windlass.spec.content.FileSystemSync;
import java.io.IOException;
import java.nio.file.Path;

/** Entry point of the floors, as a process like the programs that they are compared with. */
public final class Floor {
  private Floor() {}

  /**
   * Arguments: a floor's name, what it reads, and last an existing empty directory for its output,
   * which it syncs once.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path output = Path.of(arguments[arguments.length - 1]);
    switch (arguments[0]) {
      case "collect" ->
          CollectFloor.of(Integer.parseInt(arguments[1]), Path.of(arguments[2]), output).run();
      case "pack" -> new FileFloor(Path.of(arguments[1]), new Output.Copies(output, false)).run();
      case "pack-together" ->
          new FileFloor(Path.of(arguments[1]), new Output.Together(output.resolve("all"))).run();
      case "verify" -> new FileFloor(Path.of(arguments[1]), new Output.None()).run();
      case "import" -> new FileFloor(Path.of(arguments[1]), new Output.Copies(output, true)).run();
      case "import-unpacked" -> new UnpackFloor(Path.of(arguments[1]), output).run();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    if (!arguments[0].equals("verify")) {
      FileSystemSync.sync(output);
    }
  }
}
