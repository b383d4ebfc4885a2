package dev.windlass.server.http;

import java.io.IOException;

/**
 * Answers one ecosystem's requests from one view of the releases. Immutable; many virtual threads.
 */
@FunctionalInterface
public interface Service {
  /** Answers the request, in every case, in the ecosystem's own form. Blocks freely. */
  void handle(Exchange exchange) throws IOException;
}
