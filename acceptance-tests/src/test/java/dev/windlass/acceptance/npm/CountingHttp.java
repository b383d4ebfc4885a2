package dev.windlass.acceptance.npm;

import dev.windlass.builder.fetch.http.Http;
import dev.windlass.spec.content.Descriptor;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the downloads that go through another client. */
final class CountingHttp implements Http {
  private final Http http;
  private final AtomicInteger downloads = new AtomicInteger();

  CountingHttp(Http http) {
    this.http = http;
  }

  /** Downloads since the last call. */
  int takeDownloads() {
    return downloads.getAndSet(0);
  }

  @Override
  public Document get(Request request, long maxBytes) throws IOException, InterruptedException {
    return http.get(request, maxBytes);
  }

  @Override
  public <T> T read(Request request, long maxBytes, Reader<T> reader)
      throws IOException, InterruptedException {
    return http.read(request, maxBytes, reader);
  }

  @Override
  public Document post(Request request, String form, long maxBytes)
      throws IOException, InterruptedException {
    return http.post(request, form, maxBytes);
  }

  @Override
  public Document head(Request request) throws IOException, InterruptedException {
    return http.head(request);
  }

  @Override
  public Descriptor download(Request request, Expected expected)
      throws IOException, InterruptedException {
    downloads.incrementAndGet();
    return http.download(request, expected);
  }
}
