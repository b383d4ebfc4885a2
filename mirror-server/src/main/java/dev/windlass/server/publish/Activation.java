package dev.windlass.server.publish;

import dev.windlass.server.http.Service;
import dev.windlass.server.serve.Content;
import dev.windlass.server.serve.Indexer;
import dev.windlass.server.serve.Protocol;
import dev.windlass.server.store.DigestSet;
import dev.windlass.server.store.HeldRelease;
import dev.windlass.server.store.LocalBlobs;
import dev.windlass.server.store.RottenBlobs;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.CatalogueReader;
import dev.windlass.spec.coordinates.Kind;
import dev.windlass.spec.coordinates.OciCoordinates;
import dev.windlass.spec.coordinates.TerraformCoordinates;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Builds a {@link Publication} from the catalogues of releases, each read once. */
public final class Activation {
  private final List<Protocol> protocols;
  private final Map<String, Service> fixed;
  private final LocalBlobs blobs;
  private final RottenBlobs rotten;
  private final Health health;

  /**
   * @param fixed services that do not depend on the releases, by prefix
   */
  public Activation(
      List<Protocol> protocols,
      Map<String, Service> fixed,
      LocalBlobs blobs,
      RottenBlobs rotten,
      Health health) {
    this.protocols = List.copyOf(protocols);
    this.fixed = Map.copyOf(fixed);
    this.blobs = blobs;
    this.rotten = rotten;
    this.health = health;
  }

  /**
   * @throws IOException if a catalogue cannot be read or is not the release's
   */
  public Publication build(List<HeldRelease> releases) throws IOException {
    long start = System.nanoTime();
    blobs.refresh();
    Building building = new Building();
    for (HeldRelease release : releases) {
      building.read(release);
    }
    Content content = new PublishedContent(building.digests.build(), blobs, rotten, health);
    NavigableMap<String, Service> services = new TreeMap<>(fixed);
    for (Protocol protocol : protocols) {
      Service service = building.indexer(protocol).finish(content);
      protocol.prefixes().forEach(prefix -> services.put(prefix, service));
    }
    return new Publication(
        services,
        releases,
        new Publication.Hosts(building.registries, building.terraform),
        Duration.ofNanos(System.nanoTime() - start));
  }

  private final class Building {
    private final Map<Kind, Indexer> indexers = new EnumMap<>(Kind.class);
    private final DigestSet.Builder digests = new DigestSet.Builder();
    private final TreeSet<String> registries = new TreeSet<>();
    private final TreeSet<String> terraform = new TreeSet<>();

    Building() {
      protocols.forEach(protocol -> indexers.put(protocol.kind(), protocol.indexer()));
    }

    Indexer indexer(Protocol protocol) {
      Indexer indexer = indexers.get(protocol.kind());
      if (indexer == null) {
        throw new IllegalStateException("no indexer of " + protocol.kind());
      }
      return indexer;
    }

    void read(HeldRelease release) throws IOException {
      try (CatalogueReader reader = CatalogueReader.open(release.catalogue())) {
        for (Optional<CatalogueEntry> entry = reader.next();
            entry.isPresent();
            entry = reader.next()) {
          add(entry.get());
        }
        if (!reader.releaseId().equals(release.release())) {
          throw new IOException(
              release.catalogue()
                  + " changed in the store: it is no longer release "
                  + release.release());
        }
      }
    }

    private void add(CatalogueEntry entry) {
      Indexer indexer = indexers.get(entry.coordinates().kind());
      if (indexer != null) {
        indexer.add(entry);
      }
      digests.add(entry.digest());
      entry.evidence().stream()
          .filter(link -> link.present())
          .forEach(link -> digests.add(link.descriptor().digest()));
      entry.links().stream()
          .filter(link -> link.present())
          .forEach(link -> digests.add(link.descriptor().digest()));
      switch (entry.coordinates()) {
        case OciCoordinates image -> registries.add(firstSegment(image.repository()));
        case TerraformCoordinates artifact -> terraform.add(artifact.host());
        default -> {}
      }
    }

    private static String firstSegment(String repository) {
      int slash = repository.indexOf('/');
      return slash < 0 ? repository : repository.substring(0, slash);
    }
  }
}
