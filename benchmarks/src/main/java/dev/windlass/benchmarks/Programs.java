package dev.windlass.benchmarks;

import dev.windlass.acceptance.process.Checkout;
import dev.windlass.acceptance.process.Command;
import dev.windlass.benchmarks.floor.Floor;
import dev.windlass.spec.content.FileSystemSync;
import java.net.URI;
import java.nio.file.Path;

/**
 * The programs of the distributions and the floors, all with class data archives of their own in
 * the run's directory, which each program's first run makes.
 */
public final class Programs {
  private final Checkout checkout = Checkout.find();
  private final Path cache;

  Programs(Path cache) {
    this.cache = cache;
  }

  public Command mirrorBuilder(String... arguments) {
    return cached(checkout.mirrorBuilder(arguments));
  }

  public Command bundleVerify(String... arguments) {
    return cached(checkout.bundleVerify(arguments));
  }

  /** On a data directory. */
  public Command mirrorServer(Path data, String... arguments) {
    return cached(checkout.mirrorServer(arguments)).env("MIRROR_SERVER_DATA_DIR", data.toString());
  }

  private Command cached(Command command) {
    return command.env("XDG_CACHE_HOME", cache.toString());
  }

  /** A floor, on the same Java with the same collector and class data archive. */
  public Command floor(String... arguments) {
    return Command.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:+AutoCreateSharedArchive",
            "-XX:SharedArchiveFile=" + cache.resolve("floor.jsa"),
            "-Xshare:auto",
            "-Xlog:cds=off",
            "-Xlog:cds+dynamic=off",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            jar(Floor.class) + ":" + jar(FileSystemSync.class),
            Floor.class.getName())
        .with(arguments);
  }

  /** What a class was loaded from; class data archives are made of jars only. */
  private static Path jar(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }
}
