package dev.windlass.builder.fetch.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether sharded weights are complete: a model that lacks one shard loads nowhere. */
final class Shards {
  static final String INDEX_SUFFIX = ".index.json";

  private static final Pattern SHARD = Pattern.compile("(.*-)(\\d{5})-of-(\\d{5})(\\.[a-z]+)");

  private Shards() {}

  /** Shards that the names of chosen files imply and that are not chosen themselves. */
  static Set<String> missingByName(Collection<String> chosen) {
    Set<String> missing = new TreeSet<>();
    for (String path : chosen) {
      Matcher shard = SHARD.matcher(path);
      if (shard.matches()) {
        int count = Integer.parseInt(shard.group(3));
        for (int i = 1; i <= count; i++) {
          missing.add(
              String.format(
                  Locale.ROOT,
                  "%s%05d-of-%s%s",
                  shard.group(1),
                  i,
                  shard.group(3),
                  shard.group(4)));
        }
      }
    }
    missing.removeAll(List.copyOf(chosen));
    return missing;
  }

  /**
   * Shards that an index names and that are not chosen.
   *
   * @param indexPath where the index is: its shards lie beside it
   */
  static Set<String> missingByIndex(String indexPath, JsonNode index, Collection<String> chosen) {
    String directory = indexPath.substring(0, indexPath.lastIndexOf('/') + 1);
    Set<String> missing = new TreeSet<>();
    index.path("weight_map").forEach(shard -> missing.add(directory + shard.asText()));
    missing.removeAll(List.copyOf(chosen));
    return missing;
  }
}
