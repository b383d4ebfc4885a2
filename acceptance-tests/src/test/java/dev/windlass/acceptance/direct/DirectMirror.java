package dev.windlass.acceptance.direct;

import dev.windlass.server.http.DownloadGrants;
import dev.windlass.server.http.HttpOptions;
import dev.windlass.server.http.HttpServer;
import dev.windlass.server.http.Metrics;
import dev.windlass.server.http.OwnAuthority;
import dev.windlass.server.http.ReadAccess;
import dev.windlass.server.http.Service;
import dev.windlass.server.http.ServiceHandler;
import dev.windlass.server.serve.Indexer;
import dev.windlass.server.serve.Protocol;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.content.BlobStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** The high side in small: serves entries over HTTPS and HTTP, readable with a token alone. */
final class DirectMirror implements AutoCloseable {
  static final String TOKEN = "read-me";

  private final Path directory;
  private final HttpServer server;
  private final Set<String> missing = new ConcurrentSkipListSet<>();

  DirectMirror(
      Path directory, Collection<CatalogueEntry> entries, BlobStore store, List<Protocol> protocols)
      throws Exception {
    this.directory = directory;
    NavigableMap<String, Service> services = new TreeMap<>();
    for (Protocol protocol : protocols) {
      Indexer indexer = protocol.indexer();
      entries.stream()
          .filter(entry -> entry.coordinates().kind() == protocol.kind())
          .forEach(indexer::add);
      Service service = indexer.finish(store::find);
      protocol.prefixes().forEach(prefix -> services.put(prefix, service));
    }
    ReadAccess access =
        new ReadAccess(
            token -> token.equals(TOKEN) ? Optional.of("reader") : Optional.empty(),
            new DownloadGrants(
                "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8),
                Clock.systemUTC()));
    access.setHandler(
        new ServiceHandler(
            () -> services, access::downloadUrl, (_, wanted) -> missing.add(wanted)));
    server =
        HttpServer.start(
            HttpOptions.loopback()
                .withHttps(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            Optional.of(
                new OwnAuthority(directory, Clock.systemUTC())
                    .identity(List.of("localhost", "127.0.0.1"))),
            access,
            new Metrics(),
            new ByteArrayOutputStream());
  }

  /** {@code localhost:<port>}, to be reached by HTTPS. */
  String authority() {
    return "localhost:" + server.httpsPort();
  }

  /** {@code http://localhost:<port>}. */
  String plain() {
    return "http://localhost:" + server.httpPort();
  }

  /** PEM file with the server's own authority. */
  Path authorityFile() {
    return directory.resolve("ca.pem");
  }

  /** What clients asked for in vain. */
  Set<String> missing() {
    return missing;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
