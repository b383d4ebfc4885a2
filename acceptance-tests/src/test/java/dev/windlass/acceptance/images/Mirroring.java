package dev.windlass.acceptance.images;

import dev.windlass.builder.fetch.EntrySink;
import dev.windlass.builder.fetch.FetchContext;
import dev.windlass.builder.fetch.Fetcher;
import dev.windlass.builder.fetch.Memo;
import dev.windlass.builder.fetch.PreviousLock;
import dev.windlass.builder.fetch.http.Http;
import dev.windlass.builder.fetch.http.HttpSettings;
import dev.windlass.builder.fetch.http.Pacing;
import dev.windlass.builder.fetch.http.StoringHttp;
import dev.windlass.builder.progress.Progress;
import dev.windlass.server.http.ServiceHandler;
import dev.windlass.server.serve.oci.OciProtocol;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.content.DirectoryBlobStore;
import dev.windlass.spec.coordinates.Coordinates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import okhttp3.OkHttpClient;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The short way from fetcher to server: one store, no bundle between them. */
final class Mirroring implements FetchContext, EntrySink {
  final Map<Coordinates, CatalogueEntry> entries = new TreeMap<>();
  private final DirectoryBlobStore store;
  private final Http http;
  private final Server server = new Server();

  Mirroring(Path directory) throws IOException {
    store = DirectoryBlobStore.open(directory, DirectoryBlobStore.Durability.DEFERRED);
    http =
        new StoringHttp(
            new OkHttpClient(), HttpSettings.defaults(), Pacing.real(), store, Progress.none());
  }

  void collect(Fetcher fetcher) throws IOException, InterruptedException {
    for (var task : fetcher.tasks()) {
      task.run(this, this);
    }
  }

  /** Serves what was collected and returns {@code 127.0.0.1:port}. */
  String serve() throws Exception {
    var indexer = new OciProtocol().indexer();
    entries.values().forEach(indexer::add);
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(ServiceHandler.open(Map.of("/v2/", indexer.finish(store::find))));
    server.start();
    return "127.0.0.1:" + connector.getLocalPort();
  }

  void stop() throws Exception {
    server.stop();
  }

  @Override
  public synchronized void add(CatalogueEntry entry) {
    entries.put(entry.coordinates(), entry);
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
    return coordinates -> Optional.empty();
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
    for (Part part : parts) {
      part.run();
    }
  }
}
