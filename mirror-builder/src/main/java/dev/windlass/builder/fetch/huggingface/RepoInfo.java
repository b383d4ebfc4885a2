package dev.windlass.builder.fetch.huggingface;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.windlass.builder.fetch.FetchException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The hub's description of a repository, cut down to what does not change while the commit stays:
 * no counters of downloads and likes. Its files are not in it: the catalogue has them.
 *
 * @param commit that the revision stands for
 * @param json canonical: sorted keys, no blanks
 */
record RepoInfo(String commit, String json, Optional<String> licence) {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
  private static final List<String> STABLE =
      List.of("author", "cardData", "library_name", "pipeline_tag", "tags");
  private static final ObjectMapper CANONICAL =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  static RepoInfo of(String repo, JsonNode info) {
    String commit = info.path("sha").asText();
    if (!COMMIT.matcher(commit).matches()) {
      throw new FetchException("the hub names no commit of " + repo);
    }
    Map<String, Object> stable = new TreeMap<>();
    stable.put("id", repo);
    stable.put("sha", commit);
    for (String key : STABLE) {
      if (info.hasNonNull(key)) {
        stable.put(key, CANONICAL.convertValue(info.get(key), Object.class));
      }
    }
    try {
      return new RepoInfo(commit, CANONICAL.writeValueAsString(stable), licence(info));
    } catch (JsonProcessingException e) {
      throw new FetchException("the description of " + repo + " cannot be written", e);
    }
  }

  private static Optional<String> licence(JsonNode info) {
    JsonNode licence = info.path("cardData").path("license");
    JsonNode named = licence.isArray() ? licence.path(0) : licence;
    return named.isTextual() && named.textValue().matches("[\\x20-\\x7e]{1,100}")
        ? Optional.of(named.textValue())
        : Optional.empty();
  }

  byte[] bytes() {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
