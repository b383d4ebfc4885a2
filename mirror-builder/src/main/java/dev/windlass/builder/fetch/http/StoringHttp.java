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
    return document("GET", request, maxBytes, accepted(request));
  }

  private static Set<Integer> accepted(Request request) {
    boolean conditional =
        request.headers().keySet().stream()
            .anyMatch(name ->
                name.equalsIgnoreCase("If-None-Match")
                    || name.equalsIgnoreCase("If-Modified-Since"));
    return conditional ? Set.of(200, 204, 304) : Set.of(200, 204);
  }

  @Override
  public <T> T read(Request request, long maxBytes, Reader<T> reader)
      throws IOException, InterruptedException {
    Retries retries = retries(request);
    while (true) {
      try (Caller.Answer answer =
              caller.call("GET", request.url(), request.headers(), accepted(request));
          InputStream body =
              new BoundedInputStream(answer.body(), maxBytes, Caller.display(answer.url()))) {
        Document head = new Document(answer.status(), answer.url(), answer.headers(), new byte[0]);
        return reader.read(head, body);
      } catch (IOException e) {
        retries.failed(e);
      }
    }
  }

  @Override
  public Document head(Request request) throws IOException, InterruptedException {
    return document("HEAD", request, 0, Set.of(200));
  }

  private Document document(String method, Request request, long maxBytes, Set<Integer> accepted)
      throws IOException, InterruptedException {
    Retries retries = retries(request);
    while (true) {
      try (Caller.Answer answer = caller.call(method, request.url(), request.headers(), accepted)) {
        byte[] content = method.equals("HEAD") ? new byte[0] : bounded(answer, maxBytes);
        return new Document(answer.status(), answer.url(), answer.headers(), content);
      } catch (IOException e) {
        retries.failed(e);
      }
    }
  }

  private static byte[] bounded(Caller.Answer answer, long maxBytes) throws IOException {
    try (InputStream body = answer.body()) {
      int most = (int) Math.min(maxBytes, Integer.MAX_VALUE - 16);
      byte[] content = body.readNBytes(most + 1);
      if (content.length > most) {
        throw new IntegrityException(
            Caller.display(answer.url()) + " is larger than the " + maxBytes + " bytes allowed");
      }
      return content;
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
