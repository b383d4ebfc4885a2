package dev.windlass.builder.fetch;

import dev.windlass.builder.fetch.http.Http;
import dev.windlass.builder.fetch.http.HttpClients;
import dev.windlass.builder.fetch.http.HttpSettings;
import dev.windlass.builder.fetch.http.Pacing;
import dev.windlass.builder.fetch.http.StoringHttp;
import dev.windlass.builder.progress.Progress;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.content.DirectoryBlobStore;
import dev.windlass.spec.coordinates.Coordinates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/**
 * What tests run fetchers in: the real HTTP client and store, with lock and memos in memory. Each
 * run knows the lock of the one before.
 */
public final class LocalFetch implements FetchContext {
  private final DirectoryBlobStore store;
  private final Http http;
  private final Map<String, String> memos = new ConcurrentHashMap<>();
  private SortedMap<Coordinates, CatalogueEntry> lock = Collections.emptySortedMap();
  private SortedMap<Coordinates, CatalogueEntry> entries = Collections.emptySortedMap();

  /**
   * @param directory of the content store
   */
  public LocalFetch(Path directory) throws IOException {
    this(directory, UnaryOperator.identity());
  }

  /**
   * @param watched wraps the HTTP client, to see what goes through it
   */
  public LocalFetch(Path directory, UnaryOperator<Http> watched) throws IOException {
    store = DirectoryBlobStore.open(directory, DirectoryBlobStore.Durability.DEFERRED);
    http =
        watched.apply(
            new StoringHttp(
                HttpClients.of(System.getenv()),
                HttpSettings.defaults(),
                Pacing.real(),
                store,
                Progress.none()));
  }

  /** Runs all tasks of the fetchers and returns what they found, the lock from now on. */
  public SortedMap<Coordinates, CatalogueEntry> run(Fetcher... fetchers)
      throws IOException, InterruptedException {
    SortedMap<Coordinates, CatalogueEntry> found = new ConcurrentSkipListMap<>();
    entries = found;
    parallel(
        Arrays.stream(fetchers)
            .flatMap(fetcher -> fetcher.tasks().stream())
            .<Part>map(task -> () -> task.run(this, entry -> add(found, entry)))
            .toList());
    lock = found;
    return found;
  }

  private static void add(SortedMap<Coordinates, CatalogueEntry> found, CatalogueEntry entry) {
    CatalogueEntry other = found.putIfAbsent(entry.coordinates(), entry);
    if (other != null && !other.equals(entry)) {
      throw new FetchException("two entries for " + entry.coordinates().text());
    }
  }

  /** What the last run found, also if it failed. */
  public SortedMap<Coordinates, CatalogueEntry> entries() {
    return entries;
  }

  /**
   * @param coordinates as text, without the kind
   * @throws AssertionError if the last run did not find it
   */
  public CatalogueEntry entry(String coordinates) {
    return entries.values().stream()
        .filter(entry -> entry.coordinates().text().equals(coordinates))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + coordinates + " in " + entries.keySet()));
  }

  /** As if the lock had been lost, but not the store. */
  public void forgetLock() {
    lock = Collections.emptySortedMap();
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
    return coordinates -> Optional.ofNullable(lock.get(coordinates));
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
      var running =
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
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        default -> throw new AssertionError(e.getCause());
      }
    }
  }
}
