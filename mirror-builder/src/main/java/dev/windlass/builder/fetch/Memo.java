package dev.windlass.builder.fetch;

import java.util.Optional;

/**
 * A small persistent map of the content store: text by key. Losing it costs time, never
 * correctness. Keys begin with the ecosystem's name and a slash. Safe for many threads.
 */
public interface Memo {
  Optional<String> get(String key);

  void put(String key, String value);
}
