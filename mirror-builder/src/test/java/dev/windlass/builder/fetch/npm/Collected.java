package dev.windlass.builder.fetch.npm;

import dev.windlass.builder.fetch.EntrySink;
import dev.windlass.builder.fetch.FetchContext;
import dev.windlass.builder.fetch.FetchTask;
import dev.windlass.builder.fetch.Memo;
import dev.windlass.builder.fetch.PreviousLock;
import dev.windlass.builder.fetch.http.Http;
import dev.windlass.builder.fetch.http.HttpSettings;
import dev.windlass.builder.fetch.http.Pacing;
import dev.windlass.builder.fetch.http.StoringHttp;
import dev.windlass.builder.progress.Progress;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.content.DirectoryBlobStore;
import dev.windlass.spec.coordinates.Coordinates;
import dev.windlass.spec.coordinates.NpmCoordinates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.OkHttpClient;

/** Runs npm's tasks one part after the other over the real HTTP client, and keeps the entries. */
final class Collected implements FetchContext, EntrySink {
  private final Map<Coordinates, CatalogueEntry> entries = new ConcurrentHashMap<>();
  private final Map<Coordinates, CatalogueEntry> previous = new ConcurrentHashMap<>();
  private final Map<String, String> memos = new ConcurrentHashMap<>();
  private final DirectoryBlobStore store;
  private final Http http;

  Collected(Path directory) throws IOException {
    store = DirectoryBlobStore.open(directory, DirectoryBlobStore.Durability.DEFERRED);
    http =
        new StoringHttp(
            new OkHttpClient(), HttpSettings.defaults(), Pacing.real(), store, Progress.none());
  }

  /** A new run, which knows the last one's lock. */
  void run(NpmFetcher fetcher) throws IOException, InterruptedException {
    previous.putAll(entries);
    entries.clear();
    for (FetchTask task : fetcher.tasks()) {
      task.run(this, this);
    }
  }

  Set<String> coordinates() {
    Set<String> texts = new TreeSet<>();
    entries.keySet().forEach(coordinates -> texts.add(coordinates.text()));
    return texts;
  }

  CatalogueEntry entry(String text) {
    return entries.get(NpmCoordinates.parse(text));
  }

  @Override
  public void add(CatalogueEntry entry) {
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
    for (Part part : List.copyOf(parts)) {
      part.run();
    }
  }
}
