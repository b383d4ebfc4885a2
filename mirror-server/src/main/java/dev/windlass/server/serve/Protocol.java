package dev.windlass.server.serve;

import dev.windlass.spec.coordinates.Kind;
import java.util.List;

/** One ecosystem's protocol. Stateless itself; what it knows of the releases is in its services. */
public interface Protocol {
  Kind kind();

  /**
   * Path prefixes that it answers, each beginning and ending with a slash, for instance {@code
   * /v2/}.
   */
  List<String> prefixes();

  /** A fresh index to fill. */
  Indexer indexer();
}
