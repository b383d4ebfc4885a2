package dev.windlass.builder.fetch.maven;

import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.coordinates.MavenCoordinates;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A file of the lock in the making, whose blob is in the store.
 *
 * @param sha1 lower-case hex
 * @param origin URL in the repository as the list names it, where known
 */
record RecordedFile(
    MavenCoordinates coordinates, Descriptor blob, String sha1, Optional<String> origin) {

  CatalogueEntry entry(Optional<String> licence, Optional<String> pluginPrefix) {
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("sha1", sha1);
    pluginPrefix.ifPresent(prefix -> attributes.put("plugin-prefix", prefix));
    CatalogueEntry entry =
        CatalogueEntry.of(
                coordinates, new Descriptor(blob.digest(), blob.size(), mediaType(coordinates)))
            .withAttributes(attributes);
    if (origin.isPresent()) {
      entry = entry.withOrigin(origin.get());
    }
    return licence.isPresent() ? entry.withLicence(licence.get()) : entry;
  }

  private static String mediaType(MavenCoordinates coordinates) {
    return switch (coordinates.extension()) {
      case "jar", "war", "ear" -> "application/java-archive";
      case "pom" -> "text/xml";
      default -> Descriptor.OCTET_STREAM;
    };
  }
}
