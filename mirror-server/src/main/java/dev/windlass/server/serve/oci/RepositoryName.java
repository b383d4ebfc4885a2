package dev.windlass.server.serve.oci;

import dev.windlass.server.http.Exchange;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which repository a client means. Clients name a mirrored image in three ways: {@code
 * docker.io/library/alpine} (by itself, or podman's {@code location}), {@code library/alpine?ns=
 * docker.io} (containerd's registry mirrors), {@code library/alpine} (the Docker daemon's mirrors,
 * which are for Docker's own registry only).
 */
final class RepositoryName {
  private static final String DOCKER = "docker.io";

  /** Docker's own repositories have two components, the first without a dot. */
  private static final Pattern DOCKERS = Pattern.compile("(?!localhost/)[^./]+/[^/]+");

  private RepositoryName() {}

  /** The name in the index that is meant; the index need not hold it. */
  static String of(Exchange exchange, OciIndex index, String name) {
    Optional<String> host = exchange.query("ns");
    if (host.isPresent()) {
      return withoutPort(host.get()) + "/" + name;
    }
    boolean docker = !index.repositories().containsKey(name) && DOCKERS.matcher(name).matches();
    return docker ? DOCKER + "/" + name : name;
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
  }
}
