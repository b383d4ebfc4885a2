package dev.windlass.signing.officer.cli;

import dev.windlass.signing.verify.VerifyListener;
import dev.windlass.spec.volume.VolumeNames;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells how far the reading is: on a terminal one line with rate and time left that is written over
 * again, elsewhere one line a volume.
 */
final class ReadingProgress implements VerifyListener, AutoCloseable {
  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(200);

  private final PrintWriter err;
  private final boolean terminal;
  private final LongSupplier nanos;
  private long total;
  private long done;
  private long start;
  private long shown;
  private boolean open;

  ReadingProgress(PrintWriter err, boolean terminal, LongSupplier nanos) {
    this.err = err;
    this.terminal = terminal;
    this.nanos = nanos;
  }

  @Override
  public void started(int volumes, long bytes) {
    total = bytes;
    start = nanos.getAsLong();
    shown = start;
  }

  @Override
  public void read(long bytes) {
    done += bytes;
    long now = nanos.getAsLong();
    if (terminal && now - shown >= INTERVAL) {
      shown = now;
      open = true;
      err.print("\r" + line(now - start) + "\u001b[K");
      err.flush();
    }
  }

  private String line(long elapsed) {
    double rate = done / (elapsed / 1e9);
    long left = (long) Math.ceil(Math.max(0, total - done) / rate);
    return String.format(
        Locale.ROOT,
        "  %s of %s read, %d %%, %s/s, %d:%02d left",
        Sizes.text(done),
        Sizes.text(total),
        Math.min(100, 100 * done / Math.max(1, total)),
        Sizes.text((long) rate),
        left / 60,
        left % 60);
  }

  @Override
  public void volumeGood(int volume) {
    if (!terminal) {
      err.println(VolumeNames.directory(volume) + " good");
      err.flush();
    }
  }

  @Override
  public void close() {
    if (open) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
