package dev.windlass.server.serve.npm;

import dev.windlass.server.serve.Indexer;
import dev.windlass.server.serve.Protocol;
import dev.windlass.spec.coordinates.Kind;
import java.util.List;

/** npm's registry under {@code /npm/}. */
public final class NpmProtocol implements Protocol {
  static final String PREFIX = "/npm/";

  @Override
  public Kind kind() {
    return Kind.NPM;
  }

  @Override
  public List<String> prefixes() {
    return List.of(PREFIX);
  }

  @Override
  public Indexer indexer() {
    return new NpmIndexer();
  }
}
