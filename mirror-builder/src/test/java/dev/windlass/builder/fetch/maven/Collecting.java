package dev.windlass.builder.fetch.maven;

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
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.OkHttpClient;

/** Runs Maven tasks over the real HTTP client; each run knows the lock of the one before. */
final class Collecting implements FetchContext {
  private final Path directory;
  private final DirectoryBlobStore store;
  private final Http http;
  private final Map<String, String> memo = new ConcurrentHashMap<>();
  private Map<Coordinates, CatalogueEntry> lock = Map.of();

  Collecting(Path directory) throws IOException {
    this.directory = directory;
    store = DirectoryBlobStore.open(directory, DirectoryBlobStore.Durability.DEFERRED);
    http =
        new StoringHttp(
            new OkHttpClient(), HttpSettings.defaults(), Pacing.real(), store, Progress.none());
  }

  /** Collects artifacts with their closures from one repository. */
  Map<Coordinates, CatalogueEntry> run(String repository, String... coordinates) throws Exception {
    List<MirrorList.Maven.Artifact> artifacts =
        Arrays.stream(coordinates)
            .map(text -> new MirrorList.Maven.Artifact(text, true, false))
            .toList();
    Map<Coordinates, CatalogueEntry> found = new TreeMap<>();
    MirrorList.Maven section =
        new MirrorList.Maven(
            List.of(new MirrorList.Maven.Repository("loopback", repository)), artifacts, List.of());
    for (FetchTask task : new MavenFetcher(section).tasks()) {
      task.run(this, entry -> found.put(entry.coordinates(), entry));
    }
    lock = found;
    return found;
  }

  void forgetLock() {
    lock = Map.of();
  }

  Path localRepository() {
    return directory.resolve("maven");
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
    for (Part part : parts) {
      part.run();
    }
  }
}
