package dev.windlass.server.serve.npm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.server.serve.npm.ManifestWriter.Form;
import org.junit.jupiter.api.Test;

class PackumentCacheTest {
  private final PackumentCache cache = new PackumentCache(10_000);

  private static PackumentCache.Key key(String name) {
    return new PackumentCache.Key(name, Form.FULL, "https://mirror/npm/");
  }

  private static PackumentCache.Kept packument(int size) {
    return new PackumentCache.Kept("\"e\"", new byte[size]);
  }

  @Test
  void letsGoOfWhatNobodyAskedForTheLongest() {
    cache.keep(key("a"), packument(2000));
    cache.keep(key("b"), packument(2000));
    cache.keep(key("c"), packument(2000));
    cache.keep(key("d"), packument(2000));
    assertThat(cache.find(key("a"))).isPresent();
    cache.keep(key("e"), packument(2000));
    assertThat(cache.find(key("b"))).isEmpty();
    assertThat(cache.find(key("a"))).isPresent();
    assertThat(cache.find(key("e"))).isPresent();
  }

  @Test
  void countsAReplacedOneOnce() {
    for (int i = 0; i < 100; i++) {
      cache.keep(key("a"), packument(2000));
    }
    cache.keep(key("b"), packument(2000));
    assertThat(cache.find(key("a"))).isPresent();
  }

  @Test
  void passesOverOneThatWouldPushAllOthersOut() {
    cache.keep(key("a"), packument(2000));
    cache.keep(key("huge"), packument(9000));
    assertThat(cache.find(key("huge"))).isEmpty();
    assertThat(cache.find(key("a"))).isPresent();
  }

  @Test
  void tellsFormsAndOriginsApart() {
    cache.keep(key("a"), packument(10));
    assertThat(cache.find(new PackumentCache.Key("a", Form.ABBREVIATED, "https://mirror/npm/")))
        .isEmpty();
    assertThat(cache.find(new PackumentCache.Key("a", Form.FULL, "http://other/npm/"))).isEmpty();
  }
}
