package dev.windlass.server.http;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** Counts requests, bytes and time by prefix and status. */
final class RequestCounters implements RequestLog {
  private static final int STATUSES = 600;

  private final Metrics metrics;
  private final ConcurrentMap<String, OfPrefix> prefixes = new ConcurrentHashMap<>();

  RequestCounters(Metrics metrics) {
    this.metrics = metrics;
  }

  private final class OfPrefix {
    private final String prefix;
    private final AtomicReferenceArray<@Nullable LongAdder> statuses =
        new AtomicReferenceArray<>(STATUSES);
    private final LongAdder bytes;
    private final LongAdder micros;

    OfPrefix(String prefix) {
      this.prefix = prefix;
      this.bytes = metrics.counter("windlass_http_sent_bytes_total{prefix=\"" + prefix + "\"}");
      this.micros =
          metrics.counter("windlass_http_request_microseconds_total{prefix=\"" + prefix + "\"}");
    }

    LongAdder status(int status) {
      int index = status >= 0 && status < STATUSES ? status : 0;
      LongAdder counter = statuses.get(index);
      if (counter == null) {
        counter =
            metrics.counter(
                "windlass_http_requests_total{prefix=\"" + prefix + "\",status=\"" + index + "\"}");
        statuses.set(index, counter);
      }
      return counter;
    }
  }

  @Override
  public void log(Request request, Response response) {
    Object matched = request.getAttribute(ServiceHandler.PREFIX);
    String prefix = matched == null ? "none" : matched.toString();
    OfPrefix counters = prefixes.computeIfAbsent(prefix, OfPrefix::new);
    counters.status(response.getStatus()).increment();
    counters.bytes.add(Response.getContentBytesWritten(response));
    counters.micros.add((System.nanoTime() - request.getBeginNanoTime()) / 1000);
  }
}
