package dev.windlass.builder.fetch.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Proxies as curl and Go read them from the environment: {@code http_proxy}, {@code https_proxy},
 * {@code all_proxy} and {@code no_proxy}, in either case. Loopback is never proxied. Where the
 * environment names none, the JDK's own settings hold.
 */
final class EnvironmentProxies extends ProxySelector {
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> exempt;
  private final @Nullable ProxySelector otherwise;

  EnvironmentProxies(Map<String, String> environment, @Nullable ProxySelector otherwise) {
    environment.forEach(
        (name, value) -> this.environment.put(name.toLowerCase(Locale.ROOT), value));
    this.exempt = List.of(this.environment.getOrDefault("no_proxy", "").split("[\\s,]+"));
    this.otherwise = otherwise;
  }

  @Override
  public List<Proxy> select(URI uri) {
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    if (loopback(host) || exempt.stream().anyMatch(pattern -> matches(pattern, host))) {
      return List.of(Proxy.NO_PROXY);
    }
    Optional<URI> proxy = proxy(uri.getScheme());
    if (proxy.isPresent()) {
      return List.of(proxy(proxy.get()));
    }
    List<Proxy> others = otherwise == null ? null : otherwise.select(uri);
    return others == null || others.isEmpty() ? List.of(Proxy.NO_PROXY) : others;
  }

  private Optional<URI> proxy(String scheme) {
    String value =
        environment.getOrDefault(scheme + "_proxy", environment.getOrDefault("all_proxy", ""));
    if (value.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(URI.create(value.contains("://") ? value : "http://" + value));
  }

  private static Proxy proxy(URI uri) {
    boolean socks = uri.getScheme().startsWith("socks");
    int port = uri.getPort() < 0 ? (socks ? 1080 : 80) : uri.getPort();
    return new Proxy(
        socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP,
        InetSocketAddress.createUnresolved(uri.getHost(), port));
  }

  /** The {@code Proxy-Authorization} for a proxy that the environment names with its user. */
  Optional<String> authorization(SocketAddress proxy) {
    for (String scheme : List.of("https", "http")) {
      Optional<URI> uri = proxy(scheme);
      if (uri.isPresent()
          && uri.get().getUserInfo() != null
          && proxy(uri.get()).address().equals(proxy)) {
        byte[] user = uri.get().getUserInfo().getBytes(StandardCharsets.UTF_8);
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(user));
      }
    }
    return Optional.empty();
  }

  private static boolean loopback(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  private static boolean matches(String pattern, String host) {
    if (pattern.equals("*")) {
      return true;
    }
    String name =
        pattern.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", "").replaceFirst(":[0-9]+$", "");
    return !name.isEmpty() && (host.equals(name) || host.endsWith("." + name));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // The request fails with the same exception, and its retry asks again.
  }
}
