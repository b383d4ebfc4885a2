package dev.windlass.server.serve.npm;

import dev.windlass.server.serve.npm.ManifestWriter.Form;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The packuments that were asked for lately, so that a popular one is not made for every request.
 * Bounded, since clients decide what is asked for. What is kept stays right if a version's metadata
 * goes out of service later, since it was checked when it was read. Safe for many threads.
 */
final class PackumentCache {
  private static final int ENTRY_BYTES = 300;

  private final long maxBytes;
  private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /**
   * @param registry base URL in it
   */
  record Key(String name, Form form, String registry) {}

  /** A complete packument and its entity tag. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Kept(String etag, byte[] json) {
    private long size() {
      return json.length + (long) ENTRY_BYTES;
    }
  }

  PackumentCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  synchronized Optional<Kept> find(Key key) {
    return Optional.ofNullable(kept.get(key));
  }

  /** Keeps it in the place of those that nobody asked for the longest. */
  synchronized void keep(Key key, Kept packument) {
    if (packument.size() > maxBytes / 4) {
      return;
    }
    Kept before = kept.put(key, packument);
    bytes += packument.size() - (before == null ? 0 : before.size());
    for (Iterator<Kept> oldest = kept.values().iterator(); bytes > maxBytes; oldest.remove()) {
      bytes -= oldest.next().size();
    }
  }
}
