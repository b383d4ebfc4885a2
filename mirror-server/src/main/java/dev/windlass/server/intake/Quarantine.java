package dev.windlass.server.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.server.store.AtomicFile;
import dev.windlass.server.store.DataDirectory;
import dev.windlass.spec.Printable;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.content.Sha512;
import dev.windlass.spec.volume.BundleHeader;
import dev.windlass.spec.volume.RootNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Keeps a report on every refusal, with the bounded part of the input that identifies it: BUNDLE
 * and the signatures, as bytes that nothing parses. The medium itself stays with its owner.
 */
final class Quarantine {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> KEPT =
      List.of(BundleHeader.NAME, RootNames.P384_SIGNATURE, RootNames.MLDSA87_SIGNATURE);

  private final DataDirectory data;
  private final Clock clock;

  Quarantine(DataDirectory data, Clock clock) {
    this.data = data;
    this.clock = clock;
  }

  /** Writes the report, or brings the one on the same bundle and reason up to date. */
  Outcome.Refused record(List<Path> roots, RefusedException refusal) throws IOException {
    Path directory = data.quarantine().resolve(name(roots, refusal));
    Files.createDirectories(directory);
    Path report = directory.resolve("report.json");
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant since = now;
    long attempts = 1;
    if (Files.exists(report)) {
      JsonNode former = JSON.readTree(Files.readAllBytes(report));
      since = Instant.parse(former.required("since").asText());
      attempts += former.required("attempts").asLong();
    }
    for (Path root : roots) {
      for (String kept : KEPT) {
        keep(root.resolve(kept), directory.resolve(kept));
      }
    }
    ObjectNode node = JSON.createObjectNode();
    node.put("code", refusal.code().code());
    node.put("name", refusal.code().name());
    node.put("step", refusal.code().step());
    node.put("place", Printable.escape(refusal.place()));
    node.put("reason", Printable.escape(refusal.reason()));
    node.put("since", since.toString());
    node.put("last", now.toString());
    node.put("attempts", attempts);
    var directories = node.putArray("directories");
    roots.forEach(root -> directories.add(Printable.escape(root.toString())));
    AtomicFile.write(report, (node.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
    return new Outcome.Refused(refusal.code(), refusal.place(), refusal.reason(), directory, since);
  }

  /** One directory for each bundle and reason: the same input refused again adds nothing. */
  private static String name(List<Path> roots, RefusedException refusal) throws IOException {
    String identity = "none";
    for (Path root : roots) {
      byte[] bundle = start(root.resolve(BundleHeader.NAME));
      if (bundle.length > 0) {
        identity = Sha512.of(bundle).hex().substring(0, 32);
        break;
      }
    }
    return refusal.code().code() + "-" + identity;
  }

  private static void keep(Path from, Path to) throws IOException {
    byte[] bytes = start(from);
    if (bytes.length > 0 && !Files.exists(to)) {
      Files.write(to, bytes);
    }
  }

  /** The file's first bytes, as many as a BUNDLE may have; nothing of what is no plain file. */
  private static byte[] start(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return new byte[0];
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return in.readNBytes(BundleHeader.MAX_BYTES);
    }
  }
}
