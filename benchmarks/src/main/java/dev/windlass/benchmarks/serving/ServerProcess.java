package dev.windlass.benchmarks.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What {@code /proc} says of a server and its workers. */
public record ServerProcess(ProcessHandle handle) {
  private static final double TICKS = 100;

  /** User and system time since they started, in seconds. */
  public double cpuSeconds() throws IOException {
    double ticks = 0;
    for (long pid : pids()) {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // The name may hold spaces; the third field follows its closing parenthesis.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
    return ticks / TICKS;
  }

  /** Resident set now, in bytes; of several processes, shared pages count for each. */
  public long rssBytes() throws IOException {
    return status("VmRSS:");
  }

  /** Largest resident set so far, in bytes. */
  public long largestRssBytes() throws IOException {
    return status("VmHWM:");
  }

  private long status(String field) throws IOException {
    long kilobytes = 0;
    for (long pid : pids()) {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
        if (line.startsWith(field)) {
          kilobytes += Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    }
    return kilobytes * 1024;
  }

  private long[] pids() {
    return Stream.concat(Stream.of(handle), handle.children())
        .mapToLong(ProcessHandle::pid)
        .toArray();
  }
}
