package dev.windlass.server.demand;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.server.store.AtomicFile;
import dev.windlass.spec.coordinates.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Demand as JSON lines, the most wanted first: the file that people review and carry. */
public final class DemandFile {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Comparator<Demand> ORDER =
      Comparator.comparingLong(Demand::count)
          .reversed()
          .thenComparing(Demand::kind)
          .thenComparing(Demand::wanted);

  private DemandFile() {}

  /** What the file holds; nothing if it is absent. */
  public static List<Demand> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<Demand> demands = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode node = JSON.readTree(line);
      demands.add(
          new Demand(
              Kind.parse(node.required("kind").asText()),
              node.required("wanted").asText(),
              node.required("count").asLong(),
              Instant.parse(node.required("first").asText()),
              Instant.parse(node.required("last").asText())));
    }
    return demands;
  }

  static void write(Path file, Collection<Demand> demands) throws IOException {
    AtomicFile.write(file, text(demands).getBytes(StandardCharsets.UTF_8));
  }

  /** One JSON object a line. */
  public static String text(Collection<Demand> demands) {
    StringBuilder lines = new StringBuilder();
    for (Demand demand : demands.stream().sorted(ORDER).toList()) {
      ObjectNode node = JSON.createObjectNode();
      node.put("kind", demand.kind().text());
      node.put("wanted", demand.wanted());
      node.put("count", demand.count());
      node.put("first", demand.first().toString());
      node.put("last", demand.last().toString());
      lines.append(node).append('\n');
    }
    return lines.toString();
  }
}
