package dev.windlass.server;

import dev.windlass.server.access.ReadTokens;
import dev.windlass.server.config.ServerConfig;
import dev.windlass.server.demand.DemandCounter;
import dev.windlass.server.http.DownloadGrants;
import dev.windlass.server.http.HttpOptions;
import dev.windlass.server.http.HttpServer;
import dev.windlass.server.http.Metrics;
import dev.windlass.server.http.OwnAuthority;
import dev.windlass.server.http.ReadAccess;
import dev.windlass.server.http.ServerIdentity;
import dev.windlass.server.http.Service;
import dev.windlass.server.http.ServiceHandler;
import dev.windlass.server.intake.Outcome;
import dev.windlass.server.intake.WaitingBundles;
import dev.windlass.server.publish.Activation;
import dev.windlass.server.publish.CatalogueSearch;
import dev.windlass.server.publish.Health;
import dev.windlass.server.publish.Publication;
import dev.windlass.server.publish.Publisher;
import dev.windlass.server.serve.setup.SetupFacts;
import dev.windlass.server.serve.setup.SetupService;
import dev.windlass.server.store.AtomicFile;
import dev.windlass.server.store.DataDirectory;
import dev.windlass.server.store.LocalBlobs;
import dev.windlass.server.store.Releases;
import dev.windlass.server.store.RottenBlobs;
import dev.windlass.server.store.Scrub;
import dev.windlass.server.web.ArtifactPage;
import dev.windlass.server.web.OverviewPage;
import dev.windlass.server.web.SearchPage;
import dev.windlass.server.web.StyleSheet;
import dev.windlass.spec.coordinates.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.Handler;

/** The running server: every part, wired by hand. */
public final class MirrorServer implements AutoCloseable {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int WHEELS = 10_000;

  private final DataDirectory data;
  private final ServerConfig config;
  private final Clock clock;
  private final Metrics metrics = new Metrics();
  private final LocalBlobs blobs;
  private final RottenBlobs rotten;
  private final Health health;
  private final Publisher publisher;
  private final DemandCounter demand;
  private final CatalogueSearch search = new CatalogueSearch();
  private final Optional<ServerIdentity> identity;
  private final Caretaker caretaker;
  private final HttpServer server;

  private MirrorServer(DataDirectory data, ServerConfig config, Clock clock, OutputStream accessLog)
      throws Exception {
    this.data = data;
    this.config = config;
    this.clock = clock;
    blobs = data.blobs();
    rotten = new RottenBlobs(data, blobs);
    health = new Health(rotten);
    demand = DemandCounter.open(data.demand(), clock);
    identity = config.https().isPresent() ? Optional.of(identity()) : Optional.empty();
    Releases releases = new Releases(data);
    Activation activation = new Activation(Protocols.all(), fixedServices(), blobs, rotten, health);
    publisher = new Publisher(releases, activation, health, POLL);
    caretaker = new Caretaker(config, new Scrub(blobs, rotten, releases), rotten, health, demand);
    gauges();
    publisher.start();
    caretaker.start();
    server = HttpServer.start(options(), identity, handler(), metrics, accessLog);
  }

  /**
   * Starts to serve what the data directory holds.
   *
   * @param accessLog takes one JSON line a request
   */
  public static MirrorServer start(
      DataDirectory data, ServerConfig config, Clock clock, OutputStream accessLog)
      throws Exception {
    return new MirrorServer(data, config, clock, accessLog);
  }

  private Map<String, Service> fixedServices() throws IOException {
    LiveOverview overview = new LiveOverview(this);
    Map<String, Service> services = new HashMap<>();
    services.put("/", new OverviewPage(overview, clock));
    services.put("/ui/search", new SearchPage(overview, search));
    services.put("/ui/artifact", new ArtifactPage(overview, search));
    services.put("/ui/style.css", new StyleSheet());
    services.put("/setup/", new SetupService(this::setupFacts));
    services.put(
        "/healthz", exchange -> exchange.send(200, "text/plain", new byte[] {'o', 'k', '\n'}));
    services.put(
        "/readyz",
        exchange ->
            exchange.send(
                health.ready() ? 200 : 503,
                "application/json",
                health.json(),
                Map.of("Cache-Control", "no-store")));
    services.put(
        "/metrics",
        exchange ->
            exchange.send(
                200,
                "text/plain; version=0.0.4; charset=utf-8",
                metrics.text().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    return services;
  }

  private Handler handler() throws IOException {
    if (!config.restricted()) {
      return new ServiceHandler(
          () -> publisher.current().services(), UnaryOperator.identity(), this::missing);
    }
    ReadTokens tokens = new ReadTokens(data.tokens(), clock);
    ReadAccess access = new ReadAccess(tokens::name, new DownloadGrants(grantSecret(), clock));
    access.setHandler(
        new ServiceHandler(
            () -> publisher.current().services(), access::downloadUrl, this::missing));
    return access;
  }

  private void missing(Kind kind, String wanted) {
    demand.note(kind, wanted);
    metrics.counter("windlass_missing_total{kind=\"" + kind.text() + "\"}").increment();
  }

  private byte[] grantSecret() throws IOException {
    if (!Files.exists(data.grantSecret())) {
      byte[] secret = new byte[32];
      new SecureRandom().nextBytes(secret);
      AtomicFile.writeSecret(data.grantSecret(), secret);
    }
    return Files.readAllBytes(data.grantSecret());
  }

  private ServerIdentity identity() throws IOException {
    if (config.tlsCertificate().isPresent() && config.tlsKey().isPresent()) {
      return ServerIdentity.read(config.tlsCertificate().get(), config.tlsKey().get());
    }
    TreeSet<String> names = new TreeSet<>(config.names());
    names.add("localhost");
    names.add("127.0.0.1");
    names.add(InetAddress.getLocalHost().getHostName());
    return new OwnAuthority(data.tls(), clock).identity(names);
  }

  private HttpOptions options() {
    return new HttpOptions(
        config.https().map(MirrorServer::resolved),
        config.http().map(MirrorServer::resolved),
        config.maxConnections(),
        config.headerBytes(),
        config.idleTimeout(),
        config.headerTimeout(),
        config.stopTimeout());
  }

  private static InetSocketAddress resolved(InetSocketAddress address) {
    return new InetSocketAddress(address.getHostString(), address.getPort());
  }

  private SetupFacts setupFacts() {
    Publication current = publisher.current();
    return new SetupFacts(
        current.hosts().registries(),
        current.hosts().terraform(),
        () -> wheels(current),
        identity.map(ServerIdentity::authority),
        config.restricted());
  }

  private List<String> wheels(Publication current) {
    try {
      return search.containing(current.releases(), Optional.of(Kind.FILE), ".whl", WHEELS).stream()
          .map(hit -> hit.entry().coordinates().text())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void gauges() {
    metrics.gauge("windlass_ready", () -> health.ready() ? 1 : 0);
    metrics.gauge("windlass_blobs_unavailable", health::unavailableCount);
    metrics.gauge("windlass_releases", () -> publisher.current().releases().size());
    metrics.gauge(
        "windlass_entries",
        () -> publisher.current().releases().stream().mapToLong(each -> each.entries()).sum());
    metrics.gauge(
        "windlass_publication_seconds", () -> publisher.current().took().toMillis() / 1000.0);
    metrics.gauge("windlass_bundles_waiting", () -> waiting().size());
    metrics.gauge("windlass_bundles_overdue", () -> overdue() ? 1 : 0);
    metrics.gauge("windlass_demand_entries", () -> demand.all().size());
    metrics.gauge("windlass_scrub_checked_blobs", caretaker::checked);
    metrics.gauge(
        "jvm_memory_used_bytes",
        () -> (double) (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()));
  }

  /** Bundles of which something is missing. */
  List<Outcome.Incomplete> waiting() {
    try {
      return WaitingBundles.list(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a bundle has been incomplete for longer than it may. */
  private boolean overdue() {
    Instant limit = clock.instant().minus(config.importAlarm());
    return waiting().stream().anyMatch(bundle -> bundle.since().isBefore(limit));
  }

  Publisher publisher() {
    return publisher;
  }

  DemandCounter demand() {
    return demand;
  }

  Health health() {
    return health;
  }

  ServerConfig config() {
    return config;
  }

  DataDirectory data() {
    return data;
  }

  /** The listeners that are on, for instance {@code https://localhost:8443}. */
  public List<String> origins() {
    return server.origins();
  }

  /** Waits until the server has stopped. */
  public void join() throws InterruptedException {
    server.join();
  }

  /** Ends requests under way, saves the demand, stops. */
  @Override
  public void close() throws IOException {
    server.close();
    publisher.close();
    caretaker.close();
  }
}
