package dev.windlass.builder.fetch.http;

import dev.windlass.builder.progress.Progress;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.DirectoryBlobStore;
import dev.windlass.spec.content.StoredBlob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/** {@link Http} on OkHttp: one connection pool for all, downloads into one content store. */
public final class StoringHttp implements Http {
  private final Caller caller;
  private final HttpSettings settings;
  private final Pacing pacing;
  private final DirectoryBlobStore store;
  private final Progress progress;
  private final KeyedLocks<Digest> downloads = new KeyedLocks<>();

  /**
   * @param base client to build upon, for instance with proxy and trusted certificates set
   * @param store takes the downloads
   */
  public StoringHttp(
      OkHttpClient base,
      HttpSettings settings,
      Pacing pacing,
      DirectoryBlobStore store,
      Progress progress) {
    OkHttpClient client =
        base.newBuilder()
            .connectTimeout(settings.connectTimeout())
            .readTimeout(settings.stallTimeout())
            .writeTimeout(settings.stallTimeout())
            .followRedirects(false)
            .followSslRedirects(false)
            .connectionPool(new ConnectionPool(settings.overall(), 5, TimeUnit.MINUTES))
            .build();
    this.caller = new Caller(client, settings, pacing);
    this.settings = settings;
    this.pacing = pacing;
    this.store = store;
    this.progress = progress;
  }

  @Override
  public Document get(Request request, long maxBytes) throws IOException, InterruptedException {
    return read(request, maxBytes, StoringHttp::whole);
  }

  @Override
  public Document head(Request request) throws IOException, InterruptedException {
    return exchange(request, sending("HEAD", request, Set.of(200)), 0, (head, _) -> head);
  }

  @Override
  public Document post(Request request, String form, long maxBytes)
      throws IOException, InterruptedException {
    return exchange(
        request,
        () -> caller.post(request.url(), request.headers(), form),
        maxBytes,
        StoringHttp::whole);
  }

  private static Document whole(Document head, InputStream body) throws IOException {
    return new Document(head.status(), head.url(), head.headers(), body.readAllBytes());
  }

  @Override
  public <T> T read(Request request, long maxBytes, Reader<T> reader)
      throws IOException, InterruptedException {
    boolean conditional =
        request.headers().keySet().stream()
            .anyMatch(name ->
                name.equalsIgnoreCase("If-None-Match")
                    || name.equalsIgnoreCase("If-Modified-Since"));
    Set<Integer> accepted = conditional ? Set.of(200, 204, 304) : Set.of(200, 204);
    return exchange(request, sending("GET", request, accepted), maxBytes, reader);
  }

  /** One attempt at a request. */
  @FunctionalInterface
  private interface Sending {
    Caller.Answer send() throws IOException, InterruptedException;
  }

  private Sending sending(String method, Request request, Set<Integer> accepted) {
    return () -> caller.call(method, request.url(), request.headers(), accepted);
  }

  private <T> T exchange(Request request, Sending sending, long maxBytes, Reader<T> reader)
      throws IOException, InterruptedException {
    Retries retries = retries(request);
    while (true) {
      boolean arrived = false;
      try (Caller.Answer answer = sending.send();
          BoundedBody body =
              new BoundedBody(answer.body(), Caller.display(answer.url()), maxBytes)) {
        try {
          return reader.read(
              new Document(answer.status(), answer.url(), answer.headers(), new byte[0]), body);
        } finally {
          arrived = !body.broken();
        }
      } catch (IOException e) {
        if (arrived) {
          throw e;
        }
        retries.failed(e);
      }
    }
  }

  @Override
  public Descriptor download(Request request, Expected expected)
      throws IOException, InterruptedException {
    if (expected.digest().isEmpty()) {
      Path file = store.scratch();
      try {
        return fill(file, request, expected);
      } finally {
        Files.deleteIfExists(file);
      }
    }
    Digest digest = expected.digest().get();
    try (KeyedLocks.Held _ = downloads.acquire(digest)) {
      Optional<StoredBlob> held = store.find(digest);
      if (held.isPresent()) {
        return Descriptor.of(digest, held.get().size());
      }
      Path file = store.partial(digest);
      try {
        return fill(file, request, expected);
      } catch (IntegrityException e) {
        Files.deleteIfExists(file);
        throw e;
      }
    }
  }

  private Descriptor fill(Path path, Request request, Expected expected)
      throws IOException, InterruptedException {
    Map<String, String> digests;
    long size;
    try (HashedFile file = HashedFile.open(path, expected.checksums().keySet())) {
      digests = new Download(caller, request, expected, progress, file).run(retries(request));
      size = file.size();
    }
    Digest digest = Digest.ofHex(String.valueOf(digests.get("SHA-256")));
    store.adopt(path, digest);
    return Descriptor.of(digest, size);
  }

  private Retries retries(Request request) {
    return new Retries(settings, pacing, Caller.display(request.url()));
  }
}
