package dev.windlass.server.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Where and within which bounds the server listens.
 *
 * @param https address for TLS; none turns it off
 * @param http address for plain HTTP; none turns it off
 * @param maxConnections connections beyond it wait in the kernel's backlog
 * @param headerBytes most bytes of a request's line and headers
 * @param idleTimeout a connection on which nothing moves for so long is closed
 * @param headerTimeout a request's headers, and a TLS handshake, must be complete within it
 * @param stopTimeout how long a shutdown waits for requests under way
 */
public record HttpOptions(
    Optional<InetSocketAddress> https,
    Optional<InetSocketAddress> http,
    int maxConnections,
    int headerBytes,
    Duration idleTimeout,
    Duration headerTimeout,
    Duration stopTimeout) {
  /** Plain HTTP on a free loopback port, for tests. */
  public static HttpOptions loopback() {
    return new HttpOptions(
        Optional.empty(),
        Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
        1000,
        16 * 1024,
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5));
  }

  public HttpOptions withHttps(InetSocketAddress address) {
    return new HttpOptions(
        Optional.of(address),
        http,
        maxConnections,
        headerBytes,
        idleTimeout,
        headerTimeout,
        stopTimeout);
  }

  public HttpOptions withHeaderTimeout(Duration timeout) {
    return new HttpOptions(
        https, http, maxConnections, headerBytes, idleTimeout, timeout, stopTimeout);
  }

  public HttpOptions withStopTimeout(Duration timeout) {
    return new HttpOptions(
        https, http, maxConnections, headerBytes, idleTimeout, headerTimeout, timeout);
  }
}
