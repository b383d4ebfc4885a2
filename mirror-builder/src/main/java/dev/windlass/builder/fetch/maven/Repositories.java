package dev.windlass.builder.fetch.maven;

import dev.windlass.builder.list.MirrorList;
import java.util.List;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
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
    }
    DefaultProxySelector proxies = new DefaultProxySelector();
    for (Proxy proxy : settings.getProxies()) {
      if (proxy.isActive()) {
        proxies.add(
            new org.eclipse.aether.repository.Proxy(
                proxy.getProtocol(), proxy.getHost(), proxy.getPort()),
            proxy.getNonProxyHosts());
      }
    }
    session.setMirrorSelector(mirrors);
    session.setAuthenticationSelector(servers);
    session.setProxySelector(proxies);
  }

  /** The list's repositories, or Maven Central. */
  static List<MirrorList.Maven.Repository> asked(List<MirrorList.Maven.Repository> list) {
    return list.isEmpty() ? List.of(CENTRAL) : list;
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
        asked(asked).stream()
            .map(repo -> new RemoteRepository.Builder(repo.id(), "default", repo.url()).build())
            .toList());
  }
}
