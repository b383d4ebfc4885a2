package dev.windlass.acceptance.npm;

import dev.windlass.builder.fetch.EntrySink;
import dev.windlass.builder.fetch.FetchContext;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.fetch.FetchTask;
import dev.windlass.builder.fetch.Memo;
import dev.windlass.builder.fetch.PreviousLock;
import dev.windlass.builder.fetch.http.Http;
import dev.windlass.builder.fetch.http.HttpClients;
import dev.windlass.builder.fetch.http.HttpSettings;
import dev.windlass.builder.fetch.http.Pacing;
import dev.windlass.builder.fetch.http.StoringHttp;
import dev.windlass.builder.progress.Progress;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.DirectoryBlobStore;
import dev.windlass.spec.coordinates.Coordinates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Fetches into a directory, keeps the entries, and counts the downloads. */
final class LocalFetch implements FetchContext, EntrySink {
  private final DirectoryBlobStore store;
  private final CountingHttp http;
  private final Map<String, String> memos;
  private final Map<Coordinates, CatalogueEntry> previous;
  private final SortedMap<Coordinates, CatalogueEntry> entries = new ConcurrentSkipListMap<>();

  private LocalFetch(
      DirectoryBlobStore store,
      Map<String, String> memos,
      Map<Coordinates, CatalogueEntry> previous)
      throws IOException {
    this.store = store;
    this.memos = memos;
    this.previous = previous;
    this.http =
        new CountingHttp(
            new StoringHttp(
                HttpClients.of(System.getenv()),
                HttpSettings.defaults(),
                Pacing.real(),
                store,
                Progress.none()));
  }

  static LocalFetch into(Path directory) throws IOException {
    return new LocalFetch(
        DirectoryBlobStore.open(directory, DirectoryBlobStore.Durability.DEFERRED),
        new ConcurrentHashMap<>(),
        Map.of());
  }

  /** A further run, which knows this one's lock. */
  LocalFetch again() throws IOException {
    return new LocalFetch(store, memos, entries);
  }

  void run(List<FetchTask> tasks) throws IOException, InterruptedException {
    parallel(tasks.stream().map(task -> (Part) () -> task.run(this, this)).toList());
  }

  SortedMap<Coordinates, CatalogueEntry> entries() {
    return entries;
  }

  int downloads() {
    return http.downloads.get();
  }

  int documents() {
    return http.documents.get();
  }

  @Override
  public void add(CatalogueEntry entry) {
    CatalogueEntry other = entries.put(entry.coordinates(), entry);
    if (other != null && !other.equals(entry)) {
      throw new FetchException("two entries for " + entry.coordinates().text());
    }
  }

  @Override
  public Http http() {
    return http;
  }

  @Override
  public DirectoryBlobStore store() {
    return store;
  }

  @Override
  public PreviousLock previous() {
    return coordinates -> Optional.ofNullable(previous.get(coordinates));
  }

  @Override
  public Memo memo() {
    return new Memo() {
      @Override
      public Optional<String> get(String key) {
        return Optional.ofNullable(memos.get(key));
      }

      @Override
      public void put(String key, String value) {
        memos.put(key, value);
      }
    };
  }

  @Override
  public Progress progress() {
    return Progress.none();
  }

  @Override
  public void parallel(Collection<? extends Part> parts) throws IOException, InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running =
          parts.stream()
              .<Future<?>>map(part ->
                  threads.submit(() -> {
                    part.run();
                    return null;
                  }))
              .toList();
      for (Future<?> part : running) {
        part.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private record CountingHttp(Http http, AtomicInteger downloads, AtomicInteger documents)
      implements Http {
    CountingHttp(Http http) {
      this(http, new AtomicInteger(), new AtomicInteger());
    }

    @Override
    public Document get(Request request, long maxBytes) throws IOException, InterruptedException {
      documents.incrementAndGet();
      return http.get(request, maxBytes);
    }

    @Override
    public <T> T read(Request request, long maxBytes, Reader<T> reader)
        throws IOException, InterruptedException {
      documents.incrementAndGet();
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
}
