package dev.windlass.acceptance.images;

import dev.windlass.builder.fetch.Fetcher;
import dev.windlass.builder.fetch.LocalFetch;
import dev.windlass.server.http.ServiceHandler;
import dev.windlass.server.serve.oci.OciProtocol;
import dev.windlass.spec.content.DirectoryBlobStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The short way from fetcher to server: one store, no bundle between them. */
final class Mirroring {
  private final LocalFetch fetch;
  private final Server server = new Server();

  Mirroring(Path directory) throws IOException {
    fetch = new LocalFetch(directory);
  }

  void collect(Fetcher fetcher) throws IOException, InterruptedException {
    fetch.run(fetcher);
  }

  DirectoryBlobStore store() {
    return fetch.store();
  }

  /** Serves what was collected and returns {@code 127.0.0.1:port}. */
  String serve() throws Exception {
    var indexer = new OciProtocol().indexer();
    fetch.entries().values().forEach(indexer::add);
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(ServiceHandler.open(Map.of("/v2/", indexer.finish(fetch.store()::find))));
    server.start();
    return "127.0.0.1:" + connector.getLocalPort();
  }

  void stop() throws Exception {
    server.stop();
  }
}
