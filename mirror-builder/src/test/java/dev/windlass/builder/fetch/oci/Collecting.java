package dev.windlass.builder.fetch.oci;

import dev.windlass.builder.fetch.EntrySink;
import dev.windlass.builder.fetch.FetchContext;
import dev.windlass.builder.fetch.FetchTask;
import dev.windlass.builder.fetch.Memo;
import dev.windlass.builder.fetch.PreviousLock;
import dev.windlass.builder.fetch.http.Http;
import dev.windlass.builder.fetch.http.HttpSettings;
import dev.windlass.builder.fetch.http.Pacing;
import dev.windlass.builder.fetch.http.StoringHttp;
import dev.windlass.builder.list.MirrorList;
import dev.windlass.builder.progress.Progress;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.content.DirectoryBlobStore;
import dev.windlass.spec.coordinates.Coordinates;
import dev.windlass.spec.coordinates.OciCoordinates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import okhttp3.OkHttpClient;

/** Runs image tasks over the real HTTP client and keeps what they found. */
final class Collecting implements FetchContext, EntrySink {
  final Map<Coordinates, CatalogueEntry> entries = new TreeMap<>();
  private final Map<Coordinates, CatalogueEntry> former = new TreeMap<>();
  private final DirectoryBlobStore store;
  private final Http http;

  Collecting(Path directory) throws IOException {
    store = DirectoryBlobStore.open(directory, DirectoryBlobStore.Durability.DEFERRED);
    http =
        new StoringHttp(
            new OkHttpClient(), HttpSettings.defaults(), Pacing.real(), store, Progress.none());
  }

  /** Forgets the entries, as a new run does, but keeps the store. */
  void nextRun() {
    former.putAll(entries);
    entries.clear();
  }

  void run(OciFetcher fetcher) throws IOException, InterruptedException {
    List<Part> parts = new ArrayList<>();
    for (FetchTask task : fetcher.tasks()) {
      parts.add(() -> task.run(this, this));
    }
    parallel(parts);
  }

  CatalogueEntry entry(String text) {
    return Optional.ofNullable(entries.get(OciCoordinates.parse(text)))
        .orElseThrow(() -> new AssertionError("no " + text + " in " + entries.keySet()));
  }

  static MirrorList.Image image(String source) {
    return new MirrorList.Image(source, Optional.of("mirror/app"), List.of(), false, true);
  }

  @Override
  public synchronized void add(CatalogueEntry entry) {
    CatalogueEntry other = entries.put(entry.coordinates(), entry);
    if (other != null && !other.equals(entry)) {
      throw new AssertionError(other + " and " + entry);
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
    return coordinates -> Optional.ofNullable(former.get(coordinates));
  }

  @Override
  public Memo memo() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Progress progress() {
    return Progress.none();
  }

  @Override
  public void parallel(Collection<? extends Part> parts) throws IOException, InterruptedException {
    List<Future<?>> running = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Part part : parts) {
        running.add(
            threads.submit(() -> {
              part.run();
              return null;
            }));
      }
    }
    for (Future<?> part : running) {
      try {
        part.get();
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case IOException failure -> throw failure;
          case RuntimeException failure -> throw failure;
          default -> throw new AssertionError(e.getCause());
        }
      }
    }
  }
}
