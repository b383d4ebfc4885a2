package dev.windlass.benchmarks.floor;

import dev.windlass.spec.content.FileSystemSync;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Entry point of the floors, as a process like the programs that they are compared with. */
public final class Floor {
  private Floor() {}

  /** Arguments: a floor's name and its own. Outputs go into an existing empty directory. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path last = Path.of(arguments[arguments.length - 1]);
    switch (arguments[0]) {
      case "collect" -> {
        CollectFloor.of(Integer.parseInt(arguments[1]), Path.of(arguments[2]), last).run();
        FileSystemSync.sync(last);
      }
      case "copy" -> new FileFloor(Path.of(arguments[1]), Optional.of(last), false).run();
      case "verify" -> new FileFloor(last, Optional.empty(), false).run();
      case "import" -> {
        new FileFloor(Path.of(arguments[1]), Optional.of(last), true).run();
        FileSystemSync.sync(last);
      }
      case "unpack" -> {
        new UnpackFloor(Path.of(arguments[1]), last).run();
        FileSystemSync.sync(last);
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }
}
