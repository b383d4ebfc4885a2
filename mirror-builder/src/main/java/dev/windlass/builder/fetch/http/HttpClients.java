package dev.windlass.builder.fetch.http;

import java.io.IOException;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.util.Map;
import okhttp3.OkHttpClient;

/** Makes the one OkHttp client of a run. */
public final class HttpClients {
  private HttpClients() {}

  /**
   * A client that uses the proxies of the environment and trusts the JDK's authorities and those of
   * {@code SSL_CERT_FILE}.
   *
   * @throws IOException if the file of authorities cannot be read
   */
  public static OkHttpClient of(Map<String, String> environment) throws IOException {
    EnvironmentProxies proxies = new EnvironmentProxies(environment, ProxySelector.getDefault());
    OkHttpClient.Builder client =
        new OkHttpClient.Builder()
            .proxySelector(proxies)
            .proxyAuthenticator((route, response) ->
                route == null || response.request().header("Proxy-Authorization") != null
                    ? null
                    : proxies
                        .authorization(route.proxy().address())
                        .map(credentials ->
                            response
                                .request()
                                .newBuilder()
                                .header("Proxy-Authorization", credentials)
                                .build())
                        .orElse(null));
    String authorities = environment.getOrDefault("SSL_CERT_FILE", "");
    if (!authorities.isEmpty()) {
      Certificates.trustAlso(client, Path.of(authorities));
    }
    return client.build();
  }
}
