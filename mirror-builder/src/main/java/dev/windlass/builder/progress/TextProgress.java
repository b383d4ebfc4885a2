package dev.windlass.builder.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Progress as text: one line an item when it ends, and on a terminal a last line that is painted
 * over with what goes on.
 */
public final class TextProgress implements Progress {
  private static final long REPAINT_NANOS = 200_000_000;
  private static final int WIDTH = 100;

  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanos;
  private final Meter meter;
  private final Set<TextItem> running = new LinkedHashSet<>();
  private int begun;
  private int ended;
  private volatile long painted;

  /**
   * @param terminal whether lines can be painted over
   * @param nanos a clock like {@link System#nanoTime}
   */
  public TextProgress(PrintStream out, boolean terminal, LongSupplier nanos) {
    this.out = out;
    this.terminal = terminal;
    this.nanos = nanos;
    this.meter = new Meter(nanos.getAsLong());
  }

  @Override
  public synchronized Item begin(String name) {
    TextItem item = new TextItem(name, nanos.getAsLong());
    running.add(item);
    begun++;
    paint();
    return item;
  }

  @Override
  public void expectBytes(long bytes) {
    meter.expect(bytes);
  }

  @Override
  public void bytes(long count) {
    meter.add(count);
    if (terminal && nanos.getAsLong() - painted > REPAINT_NANOS) {
      paint();
    }
  }

  private synchronized void paint() {
    if (!terminal) {
      return;
    }
    painted = nanos.getAsLong();
    String items = running.isEmpty() ? "" : "  " + running.iterator().next().text();
    String line = "[" + ended + "/" + begun + "] " + meter.text(painted) + items;
    out.print("\r\u001b[K" + (line.length() > WIDTH ? line.substring(0, WIDTH - 1) + "…" : line));
    out.flush();
  }

  private synchronized void end(TextItem item, String line) {
    running.remove(item);
    ended++;
    out.println((terminal ? "\r\u001b[K" : "") + line);
    if (running.isEmpty()) {
      out.flush();
    } else {
      paint();
    }
  }

  private final class TextItem implements Item {
    private final String name;
    private final long started;
    private volatile String detail = "";
    private volatile String failure = "";
    private boolean closed;

    TextItem(String name, long started) {
      this.name = name;
      this.started = started;
    }

    String text() {
      return detail.isEmpty() ? name : name + ": " + detail;
    }

    @Override
    public void detail(String text) {
      detail = text;
    }

    @Override
    public void failed(String reason) {
      failure = reason;
    }

    @Override
    public void close() {
      if (closed) {
        return;
      }
      closed = true;
      Duration took = Duration.ofNanos(nanos.getAsLong() - started);
      String seconds = took.toSeconds() + "." + took.toMillisPart() / 100 + " s";
      end(
          this,
          failure.isEmpty()
              ? "done    " + name + " (" + seconds + ")"
              : "failed  " + name + ": " + failure);
    }
  }
}
