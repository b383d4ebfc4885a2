package dev.windlass.server.serve.npm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.server.http.Exchange;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code /-/v1/search}: finds packages whose name has all the words, exact and short names first.
 * Descriptions are shown but not searched, since that would take reading every package's metadata.
 */
record Search(Collection<PackageIndex> packages) {
  private static final int MOST = 250;
  private static final List<String> SHOWN =
      List.of("description", "keywords", "maintainers", "author", "license");

  ObjectNode answer(Exchange exchange, PackumentWriter writer) throws IOException {
    List<String> words =
        List.of(
            exchange.query("text").orElse("").toLowerCase(Locale.ROOT).strip().split("\\s+", -1));
    List<PackageIndex> hits =
        packages.stream()
            .filter(index -> words.stream().allMatch(lower(index)::contains))
            .sorted(
                Comparator.comparing((PackageIndex index) -> !words.contains(lower(index)))
                    .thenComparingInt(index -> index.name().length())
                    .thenComparing(PackageIndex::name))
            .toList();
    ObjectNode answer = Answers.MAPPER.createObjectNode();
    ArrayNode objects = answer.putArray("objects");
    int size = Math.min(MOST, number(exchange, "size", 20));
    for (PackageIndex hit : hits.stream().skip(number(exchange, "from", 0)).limit(size).toList()) {
      objects.add(object(hit, writer));
    }
    return answer.put("total", hits.size());
  }

  private static String lower(PackageIndex index) {
    return index.name().toLowerCase(Locale.ROOT);
  }

  private static int number(Exchange exchange, String name, int otherwise) {
    return exchange
        .query(name)
        .filter(text -> text.matches("[0-9]{1,6}"))
        .map(Integer::parseInt)
        .orElse(otherwise);
  }

  private static ObjectNode object(PackageIndex index, PackumentWriter writer) throws IOException {
    String latest = index.latest();
    ObjectNode object = Answers.MAPPER.createObjectNode();
    ObjectNode found = object.putObject("package");
    found.put("name", index.name()).put("version", latest);
    found.putArray("keywords");
    found.putArray("maintainers");
    found.putObject("publisher").put("username", "");
    Optional<byte[]> metadata = writer.metadata(index, index.find(latest).orElseThrow());
    if (metadata.isPresent()) {
      JsonNode manifest = Answers.MAPPER.readTree(metadata.get());
      for (String key : SHOWN) {
        JsonNode value = manifest.path(key);
        if (found.path(key).isArray() == value.isArray() && !value.isMissingNode()) {
          found.set(key, value);
        }
      }
    }
    object.putObject("score").put("final", 1).putObject("detail");
    return object.put("searchScore", 1);
  }
}
