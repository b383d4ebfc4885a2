package dev.windlass.server.publish;

import dev.windlass.server.http.Service;
import dev.windlass.server.store.HeldRelease;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One view of all current releases, ready to serve.
 *
 * @param services by path prefix
 * @param releases one a stream
 * @param hosts what the releases know of the hosts that they stand in for
 * @param took how long it took to build
 */
public record Publication(
    NavigableMap<String, Service> services,
    List<HeldRelease> releases,
    Hosts hosts,
    Duration took) {

  /**
   * Upstream hosts of which something is served.
   *
   * @param registries hosts of images, for instance {@code docker.io}
   * @param terraform hosts of providers and modules
   */
  public record Hosts(Set<String> registries, Set<String> terraform) {
    public Hosts {
      registries = Collections.unmodifiableSet(new TreeSet<>(registries));
      terraform = Collections.unmodifiableSet(new TreeSet<>(terraform));
    }
  }

  public Publication {
    services = Collections.unmodifiableNavigableMap(new TreeMap<>(services));
    releases = List.copyOf(releases);
  }
}
