package dev.windlass.server.serve.oci;

import dev.windlass.server.http.Service;
import dev.windlass.server.serve.Content;
import dev.windlass.server.serve.Indexer;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.Link;
import dev.windlass.spec.coordinates.OciCoordinates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fills the index from {@code Tag} and {@code Manifest} entries. A tag also makes its digest a
 * manifest of the repository, so an image that has no manifest line of its own can be pulled too.
 */
final class OciIndexer implements Indexer {
  private final DigestTable digests = new DigestTable();
  private final List<String> mediaTypes = new ArrayList<>();
  private final Map<String, Integer> mediaTypeNumbers = new HashMap<>();
  private final Map<String, Repository.Builder> repositories = new HashMap<>();

  @Override
  public void add(CatalogueEntry entry) {
    if (!(entry.coordinates() instanceof OciCoordinates coordinates)) {
      return;
    }
    var repository =
        repositories.computeIfAbsent(coordinates.repository(), name -> new Repository.Builder());
    int digest = digests.add(entry.digest());
    repository.manifest(digest, mediaType(entry.descriptor().mediaType()));
    if (coordinates instanceof OciCoordinates.Tag tag) {
      repository.tag(tag.tag(), digest);
    }
    for (Link link : entry.links()) {
      int target = digests.add(link.descriptor().digest());
      switch (link.rel()) {
        case "manifest" -> {} // has a line of its own if it is in the release
        case "subject" -> repository.referrer(target, digest);
        default -> {
          if (link.present()) {
            repository.blob(target);
          }
        }
      }
    }
  }

  private int mediaType(String mediaType) {
    return mediaTypeNumbers.computeIfAbsent(
        mediaType,
        added -> {
          mediaTypes.add(added);
          return mediaTypes.size() - 1;
        });
  }

  @Override
  public Service finish(Content content) {
    var built = new TreeMap<String, Repository>();
    var left = repositories.entrySet().iterator();
    while (left.hasNext()) {
      var repository = left.next();
      built.put(repository.getKey(), repository.getValue().build());
      left.remove();
    }
    return new OciService(new OciIndex(digests, List.copyOf(mediaTypes), built), content);
  }
}
