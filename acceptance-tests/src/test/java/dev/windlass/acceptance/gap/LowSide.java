package dev.windlass.acceptance.gap;

import dev.windlass.acceptance.process.Checkout;
import dev.windlass.acceptance.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A release engineer's directory: mirror list, keys, content store and bundles. */
final class LowSide {
  private static final Checkout CHECKOUT = Checkout.find();
  private static final String HEAD =
      """
      stream: tools
      audience: enclave-a
      marking: UNCLASSIFIED
      """;

  private final Path directory;

  /** Makes the directory and a development hierarchy of keys in it. */
  LowSide(Path directory) throws IOException, InterruptedException {
    this.directory = Files.createDirectories(directory);
    builder("keys", "keys", "--audience", "enclave-a", "--stream", "tools")
        .with("--marking", "UNCLASSIFIED")
        .run()
        .orThrow();
  }

  /** A command of the builder's program, in the directory. */
  Command builder(String... arguments) {
    return CHECKOUT.mirrorBuilder(arguments).in(directory);
  }

  /** The policy that the far side pins. */
  Path policy() {
    return keys().resolve("trust-policy.json");
  }

  /** The mirror list. */
  Path list() {
    return directory.resolve("mirror.yaml");
  }

  Path keys() {
    return directory.resolve("keys");
  }

  /**
   * Writes the mirror list and resolves it.
   *
   * @param sections of the list, without its head
   */
  Command.Result lock(String sections) throws IOException, InterruptedException {
    Files.writeString(list(), HEAD + sections);
    return lock();
  }

  /** Resolves the mirror list as it stands. */
  Command.Result lock() throws IOException, InterruptedException {
    return builder("lock", "--store", "store").run().orThrow();
  }

  String plan(String... options) throws IOException, InterruptedException {
    return builder("plan", "--store", "store").with(options).run().orThrow().out();
  }

  /** Packs and signs a bundle into a directory of its own. */
  Path bundle(String name, String... options) throws IOException, InterruptedException {
    builder("pack", "--store", "store", "--out", name).with(options).run().orThrow();
    builder("sign", name)
        .with("--key", "keys/builder-1.p384.key.pem")
        .with("--key", "keys/builder-1.mldsa87.key.pem")
        .run()
        .orThrow();
    return directory.resolve(name);
  }

  /** What the officer's program says of directories that hold volumes. */
  Command.Result verify(List<Path> directories) throws IOException, InterruptedException {
    return CHECKOUT
        .bundleVerify("verify")
        .with(directories.stream().map(Path::toString).toArray(String[]::new))
        .with("--policy", policy().toString())
        .run();
  }
}
