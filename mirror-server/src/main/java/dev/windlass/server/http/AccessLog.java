package dev.windlass.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One JSON object a line for each request, written by one thread so that requests never wait for
 * the medium, unless it falls thousands of lines behind. Foreign text is escaped: a header cannot
 * start a line. Queries are left out, since they may carry a grant.
 */
final class AccessLog extends AbstractLifeCycle implements RequestLog {
  private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
  private static final int QUEUE = 8192;

  /** Between two writes, so that under load no request has to wake the writer. */
  private static final long PAUSE_MILLIS = 10;

  private static final String END = "";

  /** The textual form of a second, without its Z. */
  private record Second(long number, String text) {}

  private final OutputStream out;
  private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(QUEUE);
  private volatile Second second = new Second(0, "1970-01-01T00:00:00");
  private @Nullable Thread writer;
  private boolean failing; // of the writer's thread alone

  AccessLog(OutputStream out) {
    this.out = out;
  }

  @Override
  protected void doStart() {
    writer = Thread.ofPlatform().name("access-log").daemon().start(this::write);
  }

  @Override
  protected void doStop() throws InterruptedException {
    lines.put(END);
    if (writer != null) {
      writer.join();
    }
  }

  @Override
  public void log(Request request, Response response) {
    try {
      lines.put(line(request, response));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String line(Request request, Response response) {
    StringBuilder line = new StringBuilder(320);
    time(line.append("{\"time\":\""), Request.getTimeStamp(request));
    text(line.append('"'), "client", Request.getRemoteAddr(request));
    text(line, "method", request.getMethod());
    text(line, "path", request.getHttpURI().getPath());
    text(line, "version", request.getConnectionMetaData().getHttpVersion().asString());
    line.append(",\"status\":").append(response.getStatus());
    line.append(",\"bytes\":").append(Response.getContentBytesWritten(response));
    line.append(",\"micros\":").append((System.nanoTime() - request.getBeginNanoTime()) / 1000);
    text(line, "reader", (String) request.getAttribute(ReadAccess.READER));
    text(line, "agent", request.getHeaders().get("User-Agent"));
    return line.append("}\n").toString();
  }

  /** As {@code 2026-01-31T23:59:59.007Z}; many requests share a second. */
  private void time(StringBuilder line, long millis) {
    long number = Math.floorDiv(millis, 1000);
    Second known = second;
    if (known.number() != number) {
      String text = Instant.ofEpochSecond(number).toString();
      known = new Second(number, text.substring(0, text.length() - 1));
      second = known;
    }
    int fraction = Math.floorMod(millis, 1000);
    line.append(known.text()).append('.');
    line.append((char) ('0' + fraction / 100));
    line.append((char) ('0' + fraction / 10 % 10));
    line.append((char) ('0' + fraction % 10)).append('Z');
  }

  private static void text(StringBuilder line, String key, @Nullable String value) {
    if (value == null) {
      return;
    }
    line.append(",\"").append(key).append("\":\"");
    int length = Math.min(value.length(), 1024);
    int plain = 0;
    while (plain < length && isPlain(value.charAt(plain))) {
      plain++;
    }
    line.append(value, 0, plain);
    for (int i = plain; i < length; i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        line.append('\\').append(c);
      } else if (c >= 0x20 && c < 0x7f) {
        line.append(c);
      } else {
        line.append(String.format("\\u%04x", (int) c));
      }
    }
    line.append('"');
  }

  private static boolean isPlain(char c) {
    return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
  }

  private void write() {
    List<String> batch = new ArrayList<>(QUEUE);
    StringBuilder text = new StringBuilder();
    try {
      boolean ended = false;
      while (!ended) {
        batch.add(lines.take());
        lines.drainTo(batch);
        for (String line : batch) {
          ended |= line.isEmpty();
          text.append(line);
        }
        writeOrDrop(text.toString());
        batch.clear();
        text.setLength(0);
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A log that cannot be written, as on a full disk, is told of once and stops no request. */
  private void writeOrDrop(String text) {
    try {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        LOG.atError().setCause(e).log("the access log cannot be written: its lines are lost");
      }
      failing = true;
    }
  }
}
