package dev.windlass.server.cli;

import dev.windlass.server.intake.IntakeListener;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/** Says on standard error how an import gets on: a line a volume, and percents on a terminal. */
final class Progress implements IntakeListener {
  private final PrintWriter err;
  private final boolean live;
  private final boolean quiet;
  private long total;
  private long done;
  private long shown = -1;

  Progress(PrintWriter err, boolean quiet) {
    this.err = err;
    this.quiet = quiet;
    this.live =
        !quiet && Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }

  @Override
  public void volume(int number, int of, long bytes) {
    end();
    total = bytes;
    done = 0;
    shown = -1;
    if (!quiet) {
      err.printf("volume %d of %d, %,d bytes%n", number, of, bytes);
      err.flush();
    }
  }

  @Override
  public void read(long bytes) {
    done += bytes;
    long percent = total == 0 ? 0 : Math.min(100, done * 100 / total);
    if (live && percent != shown) {
      shown = percent;
      err.printf("\r%3d %%", percent);
      err.flush();
    }
  }

  /** Leaves the terminal's line. */
  void end() {
    if (shown >= 0) {
      err.println();
      err.flush();
      shown = -1;
    }
  }
}
