package dev.windlass.builder.fetch.maven;

import dev.windlass.spec.coordinates.MavenCoordinates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.maven.artifact.repository.metadata.Metadata;
import org.apache.maven.artifact.repository.metadata.io.xpp3.MetadataXpp3Reader;
import org.apache.maven.artifact.repository.metadata.io.xpp3.MetadataXpp3Writer;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/** Fetches what a build asks for and remembers it. Safe for many threads. */
final class Recorder {
  private final Resolution resolution;
  private final FileImporter importer;
  private final Map<MavenCoordinates, RecordedFile> files = new ConcurrentSkipListMap<>();

  Recorder(Resolution resolution, FileImporter importer) {
    this.resolution = resolution;
    this.importer = importer;
  }

  Collection<RecordedFile> files() {
    return files.values();
  }

  /** Whether the build asked for metadata, so that another build may take other versions. */
  boolean changeable() {
    return resolution.touched().changeable();
  }

  Optional<RecordedFile> recorded(MavenCoordinates coordinates) {
    return Optional.ofNullable(files.get(coordinates));
  }

  /** The artifact, or empty if no repository has it. */
  Optional<RecordedFile> artifact(MavenCoordinates coordinates) throws IOException {
    RecordedFile known = files.get(coordinates);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Touched.LocalFile> file = resolution.artifact(coordinates);
    Optional<RecordedFile> taken = file.isEmpty() ? Optional.empty() : importer.take(file.get());
    if (file.isPresent() && taken.isEmpty()) {
      file = resolution.artifact(coordinates);
      taken = file.isEmpty() ? Optional.empty() : importer.take(file.get());
      if (taken.isEmpty()) {
        throw new IOException("cannot read " + coordinates.text() + " back from the disk");
      }
    }
    taken.ifPresent(recorded -> files.put(coordinates, recorded));
    return taken;
  }

  /** The metadata of a directory: of one repository as it is, of several together. */
  Optional<byte[]> metadata(String directory) throws IOException {
    List<Path> documents = resolution.metadata(directory);
    if (documents.isEmpty()) {
      return Optional.empty();
    }
    if (documents.size() == 1) {
      return Optional.of(Files.readAllBytes(documents.getFirst()));
    }
    Metadata all = new Metadata();
    for (Path document : documents) {
      all.merge(read(document));
    }
    ByteArrayOutputStream merged = new ByteArrayOutputStream();
    new MetadataXpp3Writer().write(merged, all);
    return Optional.of(merged.toByteArray());
  }

  private static Metadata read(Path document) throws IOException {
    try (InputStream in = Files.newInputStream(document)) {
      return new MetadataXpp3Reader().read(in, false);
    } catch (XmlPullParserException e) {
      throw new IOException("a repository's metadata is no XML: " + e.getMessage(), e);
    }
  }
}
