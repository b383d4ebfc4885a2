package dev.windlass.acceptance.direct;

import dev.windlass.builder.fetch.FetchContext;
import dev.windlass.builder.fetch.FetchTask;
import dev.windlass.builder.fetch.Fetcher;
import dev.windlass.builder.fetch.Memo;
import dev.windlass.builder.fetch.PreviousLock;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The low side in small: runs fetchers and keeps what they found. */
final class Collector implements FetchContext {
  private final DirectoryBlobStore store;
  private final Http http;
  private final Map<String, String> memo = new ConcurrentHashMap<>();
  private SortedMap<Coordinates, CatalogueEntry> lock = new TreeMap<>();

  Collector(Path directory) throws IOException {
    store = DirectoryBlobStore.open(directory, DirectoryBlobStore.Durability.DEFERRED);
    http =
        new StoringHttp(
            HttpClients.of(Map.of()),
            HttpSettings.defaults(),
            Pacing.real(),
            store,
            Progress.none());
  }

  /** Runs all tasks; what they found is the previous lock of the next run. */
  List<CatalogueEntry> run(Fetcher... fetchers) throws IOException, InterruptedException {
    SortedMap<Coordinates, CatalogueEntry> found = new ConcurrentSkipListMap<>();
    for (Fetcher fetcher : fetchers) {
      for (FetchTask task : fetcher.tasks()) {
        task.run(this, entry -> add(found, entry));
      }
    }
    lock = found;
    return List.copyOf(found.values());
  }

  private static void add(SortedMap<Coordinates, CatalogueEntry> found, CatalogueEntry entry) {
    CatalogueEntry other = found.putIfAbsent(entry.coordinates(), entry);
    if (other != null && !other.equals(entry)) {
      throw new IllegalStateException("two entries for " + entry.coordinates().text());
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
    return coordinates -> Optional.ofNullable(lock.get(coordinates));
  }

  @Override
  public Memo memo() {
    return new Memo() {
      @Override
      public Optional<String> get(String key) {
        return Optional.ofNullable(memo.get(key));
      }

      @Override
      public void put(String key, String value) {
        memo.put(key, value);
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
      List<Future<?>> running = new ArrayList<>();
      for (Part part : parts) {
        running.add(
            threads.submit(() -> {
              part.run();
              return "";
            }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        default -> throw new IllegalStateException(e);
      }
    }
  }
}
