package dev.windlass.builder.fetch.maven;

import dev.windlass.builder.list.MirrorList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.eclipse.aether.ConfigurationProperties;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;

/** The repositories of a list, seen through the user's mirrors, proxies and credentials. */
final class Repositories {
  private static final MirrorList.Maven.Repository CENTRAL =
      new MirrorList.Maven.Repository("central", "https://repo.maven.apache.org/maven2/");

  private Repositories() {}

  /** Tells the session of the user's mirrors, proxies and servers. */
  static void configure(RepositorySystemSession.SessionBuilder session, Settings settings) {
    DefaultMirrorSelector mirrors = new DefaultMirrorSelector();
    for (Mirror mirror : settings.getMirrors()) {
      mirrors.add(
          mirror.getId(),
          mirror.getUrl(),
          mirror.getLayout(),
          false,
          mirror.isBlocked(),
          mirror.getMirrorOf(),
          mirror.getMirrorOfLayouts());
    }
    DefaultAuthenticationSelector servers = new DefaultAuthenticationSelector();
    for (Server server : settings.getServers()) {
      servers.add(
          server.getId(),
          new AuthenticationBuilder()
              .addUsername(server.getUsername())
              .addPassword(server.getPassword())
              .build());
      Map<String, String> headers = headers(server);
      if (!headers.isEmpty()) {
        session.setConfigProperty(
            ConfigurationProperties.HTTP_HEADERS + "." + server.getId(), headers);
      }
    }
    DefaultProxySelector proxies = new DefaultProxySelector();
    for (Proxy proxy : settings.getProxies()) {
      if (proxy.isActive()) {
        proxies.add(
            new org.eclipse.aether.repository.Proxy(
                proxy.getProtocol(),
                proxy.getHost(),
                proxy.getPort(),
                new AuthenticationBuilder()
                    .addUsername(proxy.getUsername())
                    .addPassword(proxy.getPassword())
                    .build()),
            proxy.getNonProxyHosts());
      }
    }
    session.setMirrorSelector(mirrors);
    session.setAuthenticationSelector(servers);
    session.setProxySelector(proxies);
  }

  /** The free headers of a server, {@code configuration/httpHeaders/property/{name,value}}. */
  private static Map<String, String> headers(Server server) {
    Map<String, String> headers = new TreeMap<>();
    Xpp3Dom all =
        server.getConfiguration() instanceof Xpp3Dom configuration
            ? configuration.getChild("httpHeaders")
            : null;
    if (all != null) {
      for (Xpp3Dom property : all.getChildren("property")) {
        Xpp3Dom name = property.getChild("name");
        Xpp3Dom value = property.getChild("value");
        if (name != null && value != null) {
          headers.put(name.getValue(), value.getValue());
        }
      }
    }
    return headers;
  }

  /**
   * The list's repositories; if it names none, those of the settings' active profiles and Maven
   * Central.
   */
  static List<MirrorList.Maven.Repository> asked(
      List<MirrorList.Maven.Repository> list, Settings settings) {
    if (!list.isEmpty()) {
      return List.copyOf(list);
    }
    Map<String, MirrorList.Maven.Repository> found = new LinkedHashMap<>();
    for (Profile profile : settings.getProfiles()) {
      boolean byDefault =
          profile.getActivation() != null && profile.getActivation().isActiveByDefault();
      if (byDefault || settings.getActiveProfiles().contains(profile.getId())) {
        Stream.concat(profile.getRepositories().stream(), profile.getPluginRepositories().stream())
            .forEach(repository ->
                found.putIfAbsent(
                    repository.getId(),
                    new MirrorList.Maven.Repository(repository.getId(), repository.getUrl())));
      }
    }
    found.putIfAbsent(CENTRAL.id(), CENTRAL);
    return List.copyOf(found.values());
  }

  /** The address of a path in a repository. */
  static String url(MirrorList.Maven.Repository repository, String path) {
    return url(repository.url(), path);
  }

  static String url(String base, String path) {
    return base.endsWith("/") ? base + path : base + "/" + path;
  }

  /** What to ask, in order, with mirrors applied. */
  static List<RemoteRepository> effective(
      RepositorySystem system,
      RepositorySystemSession session,
      List<MirrorList.Maven.Repository> asked) {
    return system.newResolutionRepositories(
        session,
        asked.stream()
            .map(repo -> new RemoteRepository.Builder(repo.id(), "default", repo.url()).build())
            .toList());
  }
}
