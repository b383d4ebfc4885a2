package dev.windlass.server.serve.terraform;

import dev.windlass.spec.coordinates.TerraformCoordinates;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Providers and modules by host and address. Not changed any more once it is served from. */
final class TerraformIndex {
  /** Stands for all hosts together, where a source names this server. No host is called so. */
  static final String ANY_HOST = "-";

  private final NavigableSet<String> hosts = new TreeSet<>();
  private final Map<String, NavigableMap<String, NavigableMap<String, ProviderPackage>>> providers =
      new HashMap<>();
  private final Map<String, NavigableMap<String, ModuleArchive>> modules = new HashMap<>();

  void add(TerraformCoordinates.Provider name, ProviderPackage found) {
    hosts.add(name.host());
    providers
        .computeIfAbsent(
            name.host() + "/" + name.namespace() + "/" + name.type(), _ -> new TreeMap<>())
        .computeIfAbsent(name.version(), _ -> new TreeMap<>())
        .putIfAbsent(name.platform(), found);
  }

  void add(TerraformCoordinates.Module name, ModuleArchive found) {
    hosts.add(name.host());
    modules
        .computeIfAbsent(
            name.host() + "/" + name.namespace() + "/" + name.name() + "/" + name.system(),
            _ -> new TreeMap<>())
        .putIfAbsent(name.version(), found);
  }

  /** Packages by version and platform; of one version under several hosts the first host's. */
  NavigableMap<String, NavigableMap<String, ProviderPackage>> provider(
      String host, String address) {
    return find(providers, host, address);
  }

  Optional<ProviderPackage> provider(String host, String address, String version, String platform) {
    return Optional.ofNullable(provider(host, address).get(version))
        .flatMap(packages -> Optional.ofNullable(packages.get(platform)));
  }

  Optional<ModuleArchive> module(String host, String address, String version) {
    return Optional.ofNullable(module(host, address).get(version));
  }

  /** Archives by version. */
  NavigableMap<String, ModuleArchive> module(String host, String address) {
    return find(modules, host, address);
  }

  private <T> NavigableMap<String, T> find(
      Map<String, NavigableMap<String, T>> all, String host, String address) {
    if (!host.equals(ANY_HOST)) {
      return Optional.ofNullable(all.get(host + "/" + address))
          .orElse(Collections.emptyNavigableMap());
    }
    NavigableMap<String, T> union = new TreeMap<>();
    for (String each : hosts) {
      find(all, each, address).forEach(union::putIfAbsent);
    }
    return union;
  }
}
