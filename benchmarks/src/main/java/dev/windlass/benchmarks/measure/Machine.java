package dev.windlass.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What the figures were measured on, without its name. */
public final class Machine {
  private Machine() {}

  /**
   * @param directory whose file system holds inputs and outputs
   */
  public static String describe(Path directory) throws IOException {
    return String.format(
        Locale.ROOT,
        "%d cores (%s), %.0f GB RAM, %s, Linux %s, Java %s",
        Runtime.getRuntime().availableProcessors(),
        field(Path.of("/proc/cpuinfo"), "model name"),
        Long.parseLong(field(Path.of("/proc/meminfo"), "MemTotal").replaceAll("\\D", "")) / 1e6,
        Files.getFileStore(directory).type(),
        System.getProperty("os.version", "").replaceAll("[^0-9.].*", ""),
        System.getProperty("java.version"));
  }

  private static String field(Path file, String name) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("0");
  }
}
