package dev.windlass.benchmarks.serving;

import dev.windlass.acceptance.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The load generator {@code wrk}: one thread, kept connections, as fast as answers come. */
public final class Wrk {
  private static final String SCRIPT =
      """
      done = function(summary, latency, requests)
        local errors = summary.errors
        io.write(string.format("figures %d %d %d %d %d\\n", summary.requests, summary.bytes,
          summary.duration, latency:percentile(99), errors.connect + errors.read + errors.write
          + errors.status + errors.timeout))
      end
      """;

  private final Path script;

  public Wrk(Path directory) throws IOException {
    script = Files.writeString(directory.resolve("figures.lua"), SCRIPT);
  }

  /** Loads a server, and looks at its processor time meanwhile. */
  public Load run(ServerProcess server, String url, int connections, int seconds)
      throws IOException, InterruptedException {
    Command wrk =
        Command.of(
            "wrk",
            "-t1",
            "-c" + connections,
            "-d" + seconds + "s",
            "--timeout",
            "30s",
            "-s",
            script.toString(),
            url);
    double before = server.cpuSeconds();
    String out = wrk.run().orThrow().out();
    double cpu = server.cpuSeconds() - before;
    String[] words =
        out.lines()
            .filter(line -> line.startsWith("figures "))
            .findFirst()
            .orElse("")
            .split(" ", -1);
    if (words.length != 6 || !words[5].equals("0")) {
      throw new IOException("wrk met errors at " + url + ":\n" + out);
    }
    double duration = Double.parseDouble(words[3]) / 1e6;
    double requests = Double.parseDouble(words[1]);
    double bytes = Double.parseDouble(words[2]);
    return new Load(
        requests / duration,
        bytes / duration,
        Double.parseDouble(words[4]) / 1e3,
        cpu / bytes,
        cpu / requests);
  }

  /**
   * What a server bore.
   *
   * @param latencyMillis that 99 of 100 requests kept
   * @param cpuPerByte the server's processor seconds
   * @param cpuPerRequest the server's processor seconds
   */
  public record Load(
      double requestsPerSecond,
      double bytesPerSecond,
      double latencyMillis,
      double cpuPerByte,
      double cpuPerRequest) {}
}
