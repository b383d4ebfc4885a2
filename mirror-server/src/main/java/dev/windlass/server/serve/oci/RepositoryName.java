package dev.windlass.server.serve.oci;

import dev.windlass.server.http.Exchange;
import java.util.Optional;

/**
 * Which repository a client means. Clients name a mirrored image in three ways: {@code
 * docker.io/library/alpine} (by itself, or podman's {@code location}), {@code library/alpine?ns=
 * docker.io} (containerd's registry mirrors), {@code library/alpine} (the Docker daemon's mirrors,
 * which are for Docker's own registry only).
 */
final class RepositoryName {
  private static final String DOCKER = "docker.io";

  private RepositoryName() {}

  /** The name in the index that is meant; the index need not hold it. */
  static String of(Exchange exchange, OciIndex index, String name) {
    Optional<String> host = exchange.query("ns");
    if (host.isPresent()) {
      return withoutPort(host.get()) + "/" + name;
    }
    return index.repositories().containsKey(name) || beginsWithHost(name)
        ? name
        : DOCKER + "/" + name;
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
  }

  /** As Docker decides it: a first component with a dot is a host. */
  private static boolean beginsWithHost(String name) {
    int slash = name.indexOf('/');
    String first = slash < 0 ? "" : name.substring(0, slash);
    return first.indexOf('.') >= 0 || first.equals("localhost");
  }
}
