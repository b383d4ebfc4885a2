package dev.windlass.acceptance.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that this code was built in: its programs as users start them, and its tools. */
public final class Checkout {
  private final Path root;

  private Checkout(Path root) {
    this.root = root;
  }

  /** The checkout around the working directory. */
  public static Checkout find() {
    Path here = Path.of("").toAbsolutePath();
    for (Path path = here; path != null; path = path.getParent()) {
      if (Files.isRegularFile(path.resolve("windlass"))
          && Files.isDirectory(path.resolve("bundle-spec"))) {
        return new Checkout(path);
      }
    }
    throw new IllegalStateException("no Windlass checkout around " + here);
  }

  public Path root() {
    return root;
  }

  public Command mirrorBuilder(String... arguments) {
    return program("mirror-builder", "mirror-builder").with(arguments);
  }

  public Command bundleVerify(String... arguments) {
    return program("signing", "bundle-verify").with(arguments);
  }

  public Command mirrorServer(String... arguments) {
    return program("mirror-server", "mirror-server").with(arguments);
  }

  private Command program(String module, String program) {
    Path launcher = root.resolve(Path.of(module, "target", program, program, "bin", program));
    if (!Files.isExecutable(launcher)) {
      throw new IllegalStateException(launcher + " is not built; run ./windlass build");
    }
    return Command.of(launcher.toString()).env("JAVA_HOME", System.getProperty("java.home"));
  }

  /** The directory of the real clients that {@code acceptance-tests/tools/install} made. */
  public Path tools() throws IOException, InterruptedException {
    String script = root.resolve("acceptance-tests/tools/install").toString();
    return Path.of(Command.of(script, "--print-bin").run().orThrow().out().strip());
  }

  /** A real client by name. */
  public Command tool(String name) throws IOException, InterruptedException {
    return Command.of(tools().resolve(name).toString());
  }
}
