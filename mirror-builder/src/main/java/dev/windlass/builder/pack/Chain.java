package dev.windlass.builder.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.spec.catalogue.ReleaseId;
import dev.windlass.spec.content.FileSystemSync;
import dev.windlass.spec.content.Sha512;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The bundles of a stream in their order, kept beside the lock as {@code mirror.chain}, one JSON
 * object a line: so that the next bundle knows its sequence and its predecessor. One thread.
 */
public final class Chain {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;
  private final List<ChainRecord> records;

  private Chain(Path file, List<ChainRecord> records) {
    this.file = file;
    this.records = records;
  }

  public static Chain read(Path file) throws IOException {
    List<ChainRecord> records = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        records.add(decode(file, line));
      }
    }
    return new Chain(file, records);
  }

  /** The record with this sequence. */
  public Optional<ChainRecord> find(long sequence) {
    return records.stream().filter(record -> record.sequence() == sequence).findFirst();
  }

  /**
   * The sequence that a bundle of this content gets: the last one's if that is the same content or
   * was never finished, else the next.
   */
  long sequenceFor(ReleaseId release, String profile) {
    if (records.isEmpty()) {
      return 1;
    }
    ChainRecord last = records.getLast();
    boolean again =
        last.bundle().isEmpty()
            || (last.release().equals(release) && last.profile().equals(profile));
    return again ? last.sequence() : last.sequence() + 1;
  }

  /** Notes a record in its place; what stood there and behind is forgotten. */
  void put(ChainRecord record) throws IOException {
    records.removeIf(other -> other.sequence() >= record.sequence());
    records.add(record);
    StringBuilder text = new StringBuilder();
    records.forEach(each -> text.append(encode(each)).append('\n'));
    Path written = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(written, text);
      FileSystemSync.force(written);
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
    FileSystemSync.force(Objects.requireNonNull(file.toAbsolutePath().getParent()));
  }

  private static String encode(ChainRecord record) {
    ObjectNode node = JSON.createObjectNode();
    node.put("sequence", record.sequence());
    record.previous().ifPresent(hash -> node.put("previous", hash.hex()));
    node.put("created", record.created().toString());
    node.put("release", record.release().toString());
    record.base().ifPresent(base -> node.put("base", base.toString()));
    node.put("profile", record.profile());
    record.bundle().ifPresent(hash -> node.put("bundle", hash.hex()));
    return node.toString();
  }

  private static ChainRecord decode(Path file, String line) throws IOException {
    try {
      JsonNode node = JSON.readTree(line);
      return new ChainRecord(
          node.required("sequence").asLong(),
          text(node, "previous").map(Sha512::new),
          Instant.parse(node.required("created").asText()),
          ReleaseId.parse(node.required("release").asText()),
          text(node, "base").map(ReleaseId::parse),
          node.required("profile").asText(),
          text(node, "bundle").map(Sha512::new));
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          "tried to read "
              + file
              + ", but a line is damaged: restore it, or give --sequence and --previous",
          e);
    }
  }

  private static Optional<String> text(JsonNode node, String key) {
    return Optional.ofNullable(node.get(key)).map(JsonNode::asText);
  }
}
