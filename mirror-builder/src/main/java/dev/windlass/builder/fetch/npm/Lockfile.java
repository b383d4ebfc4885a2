package dev.windlass.builder.fetch.npm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.spec.coordinates.NpmCoordinates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code package-lock.json} and {@code npm-shrinkwrap.json} of lockfile versions 2 and 3. */
final class Lockfile {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String MODULES = "node_modules/";

  private Lockfile() {}

  /** A package that {@code npm ci} would fetch from a registry. */
  record Locked(
      NpmCoordinates.Version coordinates,
      Integrity integrity,
      boolean optional,
      Platforms.Constraint platform) {}

  /**
   * The packages to fetch: no workspaces, links and bundled packages.
   *
   * @throws FetchException if the file is none, is too old, or names packages that no registry has
   */
  static List<Locked> read(Path file) throws IOException {
    JsonNode lock;
    try {
      lock = JSON.readTree(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new FetchException(file + " does not exist: run npm install beside it first", e);
    } catch (JsonProcessingException e) {
      throw new FetchException(
          "%s is no JSON at line %d: %s"
              .formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()),
          e);
    }
    int version = lock.path("lockfileVersion").asInt(1);
    if (version < 2 || version > 3) {
      throw new FetchException(
          ("%s has lockfile version %d, but 2 and 3 can be read: run"
                  + " npm install --package-lock-only --lockfile-version 3")
              .formatted(file, version));
    }
    List<Locked> locked = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : lock.path("packages").properties()) {
      JsonNode node = entry.getValue();
      int modules = entry.getKey().lastIndexOf(MODULES);
      if (modules >= 0 && !node.path("link").asBoolean() && !node.path("inBundle").asBoolean()) {
        String installed = entry.getKey().substring(modules + MODULES.length());
        locked.add(locked(file, installed, node));
      }
    }
    return locked;
  }

  private static Locked locked(Path file, String installed, JsonNode node) {
    String name = node.path("name").asText(installed);
    String version = node.path("version").asText();
    String resolved = node.path("resolved").asText();
    if (!resolved.isEmpty() && !resolved.matches("https?://.*/-/.*\\.tgz(?:[?#].*)?")) {
      throw new FetchException(
          ("%s: %s comes from %s and not from a registry, so it cannot be mirrored as an npm "
                  + "package: publish it to a registry, or carry it under files: with its digest")
              .formatted(file, name, resolved));
    }
    try {
      return new Locked(
          new NpmCoordinates.Version(name, version),
          Integrity.of(Optional.ofNullable(node.path("integrity").textValue()), Optional.empty()),
          node.path("optional").asBoolean() || node.path("devOptional").asBoolean(),
          Platforms.Constraint.of(node));
    } catch (IllegalArgumentException e) {
      throw new FetchException(file + ": " + e.getMessage(), e);
    }
  }
}
