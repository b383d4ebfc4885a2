package dev.windlass.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Jetty server: listeners, TLS, limits, access log, request metrics, graceful stop. */
public final class HttpServer implements AutoCloseable {
  private static final HttpField NO_SNIFF =
      new PreEncodedHttpField("X-Content-Type-Options", "nosniff");

  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  private final Server server;
  private final GracefulHandler requests;
  private final Duration stopTimeout;
  private final Optional<ServerConnector> https;
  private final Optional<ServerConnector> http;

  private HttpServer(
      Server server,
      GracefulHandler requests,
      Duration stopTimeout,
      Optional<ServerConnector> https,
      Optional<ServerConnector> http) {
    this.server = server;
    this.requests = requests;
    this.stopTimeout = stopTimeout;
    this.https = https;
    this.http = http;
  }

  /**
   * Starts to listen.
   *
   * @param identity certificate and key; needed if the options ask for HTTPS
   * @param accessLog takes one JSON line a request; stays open
   * @throws Exception if an address cannot be bound, or the certificate is not usable
   */
  public static HttpServer start(
      HttpOptions options,
      Optional<ServerIdentity> identity,
      Handler handler,
      Metrics metrics,
      OutputStream accessLog)
      throws Exception {
    Server server = new Server(new VirtualThreadPool());
    server.setErrorHandler(new PlainErrors());
    // Jetty's own wait also counts connections, and now and then never sees one of HTTP/2 that the
    // client closed meanwhile: close() waits for the requests alone.
    server.setStopTimeout(0);
    GracefulHandler requests = new GracefulHandler(handler);
    server.setHandler(requests);
    AccessLog log = new AccessLog(accessLog);
    server.addBean(log);
    server.setRequestLog(new RequestLog.Collection(log, new RequestCounters(metrics)));
    server.addBean(new NetworkConnectionLimit(options.maxConnections(), server));
    server.addBean(new SlowClients(server, options.headerTimeout()));
    Optional<ServerConnector> https = Optional.empty();
    if (options.https().isPresent()) {
      ServerIdentity certificate =
          identity.orElseThrow(() -> new IllegalArgumentException("HTTPS without a certificate"));
      https = Optional.of(connector(server, options, tls(options, certificate)));
      bind(https.get(), options.https().get());
    }
    Optional<ServerConnector> http = Optional.empty();
    if (options.http().isPresent()) {
      http = Optional.of(connector(server, options, plain(options)));
      bind(http.get(), options.http().get());
    }
    try {
      server.start();
    } catch (Exception e) {
      server.stop();
      throw e;
    }
    return new HttpServer(server, requests, options.stopTimeout(), https, http);
  }

  private static ServerConnector connector(
      Server server, HttpOptions options, List<ConnectionFactory> protocols) {
    ServerConnector connector =
        new ServerConnector(server, protocols.toArray(ConnectionFactory[]::new));
    connector.setIdleTimeout(options.idleTimeout().toMillis());
    connector.setAcceptQueueSize(1024);
    connector.setReuseAddress(true);
    return connector;
  }

  private static void bind(ServerConnector connector, InetSocketAddress address) {
    connector.setHost(address.getHostString());
    connector.setPort(address.getPort());
    connector.getServer().addConnector(connector);
  }

  private static HttpConfiguration configuration(HttpOptions options) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(options.headerBytes());
    configuration.setResponseHeaderSize(options.headerBytes());
    // npm sends scoped names with an encoded slash; RequestPath decodes and checks the result.
    configuration.setUriCompliance(
        UriCompliance.DEFAULT.with("windlass", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR));
    configuration.addCustomizer((request, headers) -> {
      headers.add(NO_SNIFF);
      return request;
    });
    return configuration;
  }

  private static List<ConnectionFactory> plain(HttpOptions options) {
    HttpConfiguration configuration = configuration(options);
    return List.of(
        new HttpConnectionFactory(configuration), new HTTP2CServerConnectionFactory(configuration));
  }

  private static List<ConnectionFactory> tls(HttpOptions options, ServerIdentity identity) {
    SslContextFactory.Server context = new SslContextFactory.Server();
    context.setKeyStore(identity.keyStore());
    context.setKeyStorePassword(ServerIdentity.STORE_PASSWORD);
    context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    context.setSniRequired(false);
    context.setRenegotiationAllowed(false);
    HttpConfiguration configuration = configuration(options);
    // Clients reach the server by names that no certificate needs to know: SNI is not checked.
    SecureRequestCustomizer secure = new SecureRequestCustomizer(false);
    configuration.addCustomizer(secure);
    ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory("h2", "http/1.1");
    alpn.setDefaultProtocol("http/1.1");
    List<ConnectionFactory> protocols = new ArrayList<>();
    protocols.add(new SslConnectionFactory(context, alpn.getProtocol()));
    protocols.add(alpn);
    protocols.add(new HTTP2ServerConnectionFactory(configuration));
    protocols.add(new HttpConnectionFactory(configuration));
    return protocols;
  }

  /** Port of the TLS listener. */
  public int httpsPort() {
    return https.orElseThrow(() -> new IllegalStateException("HTTPS is off")).getLocalPort();
  }

  /** Port of the plain listener. */
  public int httpPort() {
    return http.orElseThrow(() -> new IllegalStateException("plain HTTP is off")).getLocalPort();
  }

  /** {@code https://127.0.0.1:<port>} and the like, of the listeners that are on. */
  public List<String> origins() {
    List<String> origins = new ArrayList<>();
    https.ifPresent(connector -> origins.add(origin("https", connector)));
    http.ifPresent(connector -> origins.add(origin("http", connector)));
    return origins;
  }

  private static String origin(String scheme, ServerConnector connector) {
    String host = connector.getHost();
    boolean any = host.equals("0.0.0.0") || host.equals("::");
    return scheme + "://" + (any ? "localhost" : host) + ":" + connector.getLocalPort();
  }

  /** Refuses new requests, waits for those under way as long as the options allow, and stops. */
  @Override
  public void close() throws IOException {
    try {
      for (Connector connector : server.getConnectors()) {
        var _ = connector.shutdown();
      }
      requests.shutdown().get(stopTimeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      LOG.warn("stop: requests={} cut after {}", requests.getCurrentRequestCount(), stopTimeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      LOG.warn("stop: could not wait for the requests under way", e);
    }
    try {
      server.stop();
    } catch (Exception e) {
      throw new IOException("tried to stop the server", e);
    }
  }

  /** Waits until the server has stopped. */
  public void join() throws InterruptedException {
    server.join();
  }
}
