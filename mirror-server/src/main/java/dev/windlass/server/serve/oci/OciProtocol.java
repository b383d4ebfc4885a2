package dev.windlass.server.serve.oci;

import dev.windlass.server.serve.Indexer;
import dev.windlass.server.serve.Protocol;
import dev.windlass.spec.coordinates.Kind;
import java.util.List;

/** OCI distribution at {@code /v2/}, the one path that the specification allows. */
public final class OciProtocol implements Protocol {
  @Override
  public Kind kind() {
    return Kind.OCI;
  }

  @Override
  public List<String> prefixes() {
    return List.of("/v2/");
  }

  @Override
  public Indexer indexer() {
    return new OciIndexer();
  }
}
