package dev.windlass.server.serve.huggingface;

import dev.windlass.server.serve.Indexer;
import dev.windlass.server.serve.Protocol;
import dev.windlass.spec.coordinates.Kind;
import java.util.List;

/**
 * Serves models. Clients need {@code HF_ENDPOINT=<origin>/huggingface}, and {@code HF_TOKEN} where
 * reading needs a token; {@code SSL_CERT_FILE} where the server's authority is its own.
 */
public final class HuggingFaceProtocol implements Protocol {
  static final String PREFIX = "/huggingface/";

  @Override
  public Kind kind() {
    return Kind.HUGGINGFACE;
  }

  @Override
  public List<String> prefixes() {
    return List.of(PREFIX);
  }

  @Override
  public Indexer indexer() {
    return new HuggingFaceIndexer();
  }
}
