package dev.windlass.server.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.spec.catalogue.ReleaseId;
import dev.windlass.spec.coordinates.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A release that was imported and is still held, whether it is served or not.
 *
 * @param directory holds the catalogue, BUNDLE, the signatures and the report
 * @param created when the builder made it
 * @param imported when it was published here
 * @param kinds what it holds, by kind
 * @param pinned kept whatever the retention rule says
 */
public record HeldRelease(
    String stream,
    long sequence,
    Path directory,
    ReleaseId release,
    String marking,
    Instant created,
    Instant imported,
    SortedMap<Kind, Totals> kinds,
    boolean pinned) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String FACTS = "release.json";
  private static final String PIN = "pinned";

  /**
   * How much of one kind.
   *
   * @param entries lines of the catalogue
   * @param bytes size of their blobs, each counted once
   */
  public record Totals(long entries, long bytes) {}

  public HeldRelease {
    kinds = Collections.unmodifiableSortedMap(new TreeMap<>(kinds));
  }

  public long entries() {
    return kinds.values().stream().mapToLong(Totals::entries).sum();
  }

  public long bytes() {
    return kinds.values().stream().mapToLong(Totals::bytes).sum();
  }

  public Path catalogue() {
    return directory.resolve("catalogue.jsonl");
  }

  Path pin() {
    return directory.resolve(PIN);
  }

  /** Writes the facts into the directory, which then can be read back. */
  public void write() throws IOException {
    ObjectNode node = JSON.createObjectNode();
    node.put("release", release.toString());
    node.put("marking", marking);
    node.put("created", created.toString());
    node.put("imported", imported.toString());
    ObjectNode totals = node.putObject("kinds");
    kinds.forEach((kind, each) -> {
      ObjectNode one = totals.putObject(kind.text());
      one.put("entries", each.entries());
      one.put("bytes", each.bytes());
    });
    Files.write(directory.resolve(FACTS), (node + "\n").getBytes(StandardCharsets.UTF_8));
  }

  static HeldRelease read(String stream, long sequence, Path directory) throws IOException {
    JsonNode node = JSON.readTree(Files.readAllBytes(directory.resolve(FACTS)));
    SortedMap<Kind, Totals> kinds = new TreeMap<>();
    node.required("kinds")
        .properties()
        .forEach(one ->
            kinds.put(
                Kind.parse(one.getKey()),
                new Totals(
                    one.getValue().required("entries").asLong(),
                    one.getValue().required("bytes").asLong())));
    return new HeldRelease(
        stream,
        sequence,
        directory,
        ReleaseId.parse(node.required("release").asText()),
        node.required("marking").asText(),
        Instant.parse(node.required("created").asText()),
        Instant.parse(node.required("imported").asText()),
        kinds,
        Files.exists(directory.resolve(PIN)));
  }
}
