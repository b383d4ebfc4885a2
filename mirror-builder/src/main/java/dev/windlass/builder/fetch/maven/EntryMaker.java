package dev.windlass.builder.fetch.maven;

import dev.windlass.builder.fetch.EntrySink;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.content.BlobStore;
import dev.windlass.spec.content.StoredBlob;
import dev.windlass.spec.coordinates.MavenCoordinates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Turns recorded files into catalogue entries: adds licences from the POMs and plugins' prefixes.
 * Safe for many threads.
 */
final class EntryMaker {
  private static final Pattern GOAL_PREFIX =
      Pattern.compile("<goalPrefix>\\s*([A-Za-z0-9_.-]+)\\s*</goalPrefix>");
  private static final String DESCRIPTOR = "META-INF/maven/plugin.xml";
  private static final int DESCRIPTOR_LIMIT = 16 * 1024 * 1024;
  private static final int PARENTS = 32;

  private final BlobStore store;
  private final Map<String, PomFacts> poms = new ConcurrentHashMap<>();

  EntryMaker(BlobStore store) {
    this.store = store;
  }

  /**
   * @param files with each file also its POM and that POM's parents, as resolving them leaves them
   */
  void make(Collection<RecordedFile> files, EntrySink sink) throws IOException {
    for (RecordedFile file : files) {
      MavenCoordinates coordinates = file.coordinates();
      if (coordinates.extension().equals("pom") && !poms.containsKey(gav(coordinates))) {
        try (InputStream in = blob(file).open()) {
          poms.put(gav(coordinates), PomFacts.read(in));
        }
      }
    }
    for (RecordedFile file : files) {
      CatalogueEntry entry = file.entry(licence(file.coordinates()), prefix(file));
      sink.add(entry);
    }
  }

  private StoredBlob blob(RecordedFile file) throws IOException {
    Optional<StoredBlob> blob = store.find(file.blob().digest());
    if (blob.isEmpty()) {
      throw new IOException("the content store lost " + file.coordinates().text());
    }
    return blob.get();
  }

  private static String gav(MavenCoordinates coordinates) {
    return coordinates.groupId() + ":" + coordinates.artifactId() + ":" + coordinates.version();
  }

  /** The licence names of the nearest POM up the parents that has any. */
  private Optional<String> licence(MavenCoordinates coordinates) {
    PomFacts facts = poms.get(gav(coordinates));
    for (int depth = 0; facts != null && depth < PARENTS; depth++) {
      if (!facts.licences().isEmpty()) {
        return Optional.of(facts.licences());
      }
      facts = facts.parent().map(poms::get).orElse(null);
    }
    return Optional.empty();
  }

  /** The goal prefix of a plugin, from the descriptor in its jar. */
  private Optional<String> prefix(RecordedFile file) throws IOException {
    MavenCoordinates coordinates = file.coordinates();
    PomFacts facts = poms.get(gav(coordinates));
    boolean plugin =
        coordinates.extension().equals("jar")
            && coordinates.classifier().isEmpty()
            && facts != null
            && facts.plugin();
    Optional<Path> jar = plugin ? blob(file).file() : Optional.empty();
    if (jar.isEmpty()) {
      return Optional.empty();
    }
    try (ZipFile zip = new ZipFile(jar.get().toFile())) {
      ZipEntry entry = zip.getEntry(DESCRIPTOR);
      if (entry == null) {
        return Optional.empty();
      }
      try (InputStream in = zip.getInputStream(entry)) {
        String xml = new String(in.readNBytes(DESCRIPTOR_LIMIT), StandardCharsets.UTF_8);
        Matcher matcher = GOAL_PREFIX.matcher(xml);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
      }
    } catch (ZipException e) {
      return Optional.empty();
    }
  }
}
