package dev.windlass.server.serve.maven;

import dev.windlass.server.serve.Indexer;
import dev.windlass.server.serve.Protocol;
import dev.windlass.spec.coordinates.Kind;
import java.util.List;

/** Serves Maven artifacts. */
public final class MavenProtocol implements Protocol {
  @Override
  public Kind kind() {
    return Kind.MAVEN;
  }

  @Override
  public List<String> prefixes() {
    return List.of("/maven/");
  }

  @Override
  public Indexer indexer() {
    return new MavenIndexer();
  }
}
