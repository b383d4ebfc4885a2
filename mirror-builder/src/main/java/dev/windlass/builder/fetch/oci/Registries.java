package dev.windlass.builder.fetch.oci;

import dev.windlass.builder.fetch.FetchContext;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;

/** What the images of one run share: logins, and permissions by repository. */
final class Registries {
  private final Credentials credentials;
  private final Clock clock;
  private final ConcurrentHashMap<String, Authorization> authorizations = new ConcurrentHashMap<>();

  Registries(Credentials credentials, Clock clock) {
    this.credentials = credentials;
    this.clock = clock;
  }

  Upstream open(FetchContext context, ImageSource.Registry source, boolean plainHttp) {
    Authorization authorization =
        authorizations.computeIfAbsent(
            (plainHttp ? "http" : "https") + "://" + source.host() + "/" + source.repository(),
            key -> new Authorization(context.http(), credentials, clock, source, plainHttp));
    return new RegistryUpstream(context, source, plainHttp, authorization);
  }
}
