package dev.windlass.server.serve.huggingface;

import dev.windlass.server.http.Service;
import dev.windlass.server.serve.Content;
import dev.windlass.server.serve.Indexer;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.coordinates.HuggingFaceCoordinates;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Gathers repositories. */
final class HuggingFaceIndexer implements Indexer {
  private final NavigableMap<String, ModelRepo> repos = new TreeMap<>();

  @Override
  public void add(CatalogueEntry entry) {
    if (entry.coordinates() instanceof HuggingFaceCoordinates coordinates) {
      ModelRepo repo = repos.computeIfAbsent(coordinates.repo(), ModelRepo::new);
      switch (coordinates) {
        case HuggingFaceCoordinates.File file ->
            repo.add(file.commit(), file.path(), ModelFile.of(entry));
        case HuggingFaceCoordinates.Revision revision ->
            repo.add(
                revision.revision(),
                new ModelRepo.Revision(
                    entry.attribute("commit").orElse(revision.revision()), entry.digest()));
      }
    }
  }

  @Override
  public Service finish(Content content) {
    return new HuggingFaceService(repos, content);
  }
}
