package dev.windlass.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The programs of the machine that measure, serve and load; all are Debian packages. */
public final class Tools {
  private static final Map<String, String> PACKAGES =
      new TreeMap<>(
          Map.of(
              "curl",
              "curl",
              "nginx",
              "nginx-light",
              "openssl",
              "openssl",
              "time",
              "time",
              "wrk",
              "wrk"));

  private Tools() {}

  /** What is missing, as names of packages. */
  static List<String> missing() {
    return PACKAGES.entrySet().stream()
        .filter(tool -> !Files.isExecutable(path(tool.getKey())))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Where a tool is; in {@code /usr/sbin} also where users do not have that in their path. */
  public static Path path(String name) {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/bin";
    return Arrays.stream(path.split(":", -1))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(Path.of(name));
  }
}
