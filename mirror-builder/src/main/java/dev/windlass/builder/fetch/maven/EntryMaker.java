package dev.windlass.builder.fetch.maven;

import dev.windlass.builder.fetch.EntrySink;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.spec.content.BlobStore;
import dev.windlass.spec.content.StoredBlob;
import dev.windlass.spec.coordinates.MavenCoordinates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.maven.model.License;
import org.apache.maven.model.Model;
import org.apache.maven.model.Parent;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/**
 * Turns recorded files into catalogue entries: adds licences from the POMs and plugins' prefixes.
 */
final class EntryMaker {
  private static final Pattern GOAL_PREFIX =
      Pattern.compile("<goalPrefix>\\s*([A-Za-z0-9_.-]+)\\s*</goalPrefix>");
  private static final String DESCRIPTOR = "META-INF/maven/plugin.xml";
  private static final int DESCRIPTOR_LIMIT = 16 * 1024 * 1024;
  private static final int PARENTS = 32;

  private final BlobStore store;
  private final Map<String, Model> poms = new HashMap<>();

  EntryMaker(BlobStore store) {
    this.store = store;
  }

  void make(Collection<RecordedFile> files, EntrySink sink) throws IOException {
    for (RecordedFile file : files) {
      if (file.coordinates().extension().equals("pom")) {
        readPom(file);
      }
    }
    for (RecordedFile file : files) {
      sink.add(file.entry(licence(file.coordinates()), prefix(file)));
    }
  }

  private void readPom(RecordedFile file) throws IOException {
    try (InputStream in = open(file)) {
      poms.put(gav(file.coordinates()), new MavenXpp3Reader().read(in, false));
    } catch (XmlPullParserException e) {
      throw new FetchException(
          "tried to read the POM " + file.coordinates().text() + ", but: " + e.getMessage(), e);
    }
  }

  private InputStream open(RecordedFile file) throws IOException {
    Optional<StoredBlob> blob = store.find(file.blob().digest());
    if (blob.isEmpty()) {
      throw new IOException("the content store lost " + file.coordinates().text());
    }
    return blob.get().open();
  }

  private static String gav(MavenCoordinates coordinates) {
    return coordinates.groupId() + ":" + coordinates.artifactId() + ":" + coordinates.version();
  }

  /** The licence names of the nearest POM up the parents that has any. */
  private Optional<String> licence(MavenCoordinates coordinates) {
    String gav = gav(coordinates);
    for (int depth = 0; depth < PARENTS; depth++) {
      Model model = poms.get(gav);
      if (model == null) {
        return Optional.empty();
      }
      String names =
          model.getLicenses().stream()
              .map(EntryMaker::name)
              .filter(name -> !name.isEmpty())
              .reduce((left, right) -> left + "; " + right)
              .orElse("");
      if (!names.isEmpty()) {
        return Optional.of(names);
      }
      Parent parent = model.getParent();
      if (parent == null) {
        return Optional.empty();
      }
      gav = parent.getGroupId() + ":" + parent.getArtifactId() + ":" + parent.getVersion();
    }
    return Optional.empty();
  }

  private static String name(License licence) {
    String name = licence.getName() == null ? licence.getUrl() : licence.getName();
    return name == null ? "" : name.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
  }

  /** The goal prefix of a plugin, from the descriptor in its jar. */
  private Optional<String> prefix(RecordedFile file) throws IOException {
    MavenCoordinates coordinates = file.coordinates();
    Model model = poms.get(gav(coordinates));
    boolean plugin =
        coordinates.extension().equals("jar")
            && coordinates.classifier().isEmpty()
            && model != null
            && "maven-plugin".equals(model.getPackaging());
    if (!plugin) {
      return Optional.empty();
    }
    try (ZipInputStream zip = new ZipInputStream(open(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals(DESCRIPTOR)) {
          String xml = new String(zip.readNBytes(DESCRIPTOR_LIMIT), StandardCharsets.UTF_8);
          Matcher matcher = GOAL_PREFIX.matcher(xml);
          return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        }
      }
    }
    return Optional.empty();
  }
}
