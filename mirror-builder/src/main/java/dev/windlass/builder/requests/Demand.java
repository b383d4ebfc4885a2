package dev.windlass.builder.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.windlass.spec.coordinates.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of a demand file.
 *
 * @param wanted the coordinate as a mirror list would ask for it
 * @param count how often it was asked for in vain
 */
public record Demand(Kind kind, String wanted, long count) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MAX_LINES = 100_000;

  /**
   * @throws IOException naming the line, if one is no demand
   */
  public static List<Demand> read(Path file) throws IOException {
    List<Demand> demands = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (demands.size() == MAX_LINES) {
          throw new IOException(file + " has more than " + MAX_LINES + " lines");
        }
        demands.add(parse(file + " line " + (demands.size() + 1), line));
      }
    }
    return demands;
  }

  private static Demand parse(String place, String line) throws IOException {
    try {
      JsonNode node = JSON.readTree(line);
      return new Demand(
          Kind.parse(node.required("kind").asText()),
          node.required("wanted").asText(),
          node.required("count").asLong());
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException(
          "tried to read the demand of "
              + place
              + ", but it is not one JSON object with kind,"
              + " wanted and count",
          e);
    }
  }
}
