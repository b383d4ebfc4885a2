package dev.windlass.server.serve.files;

import dev.windlass.server.http.Service;
import dev.windlass.server.serve.Content;
import dev.windlass.server.serve.Indexer;
import dev.windlass.server.serve.Protocol;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.coordinates.FileCoordinates;
import dev.windlass.spec.coordinates.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Files by their path, without listings. */
public final class FilesProtocol implements Protocol {
  @Override
  public Kind kind() {
    return Kind.FILE;
  }

  @Override
  public List<String> prefixes() {
    return List.of("/files/");
  }

  @Override
  public Indexer indexer() {
    return new FilesIndexer();
  }

  private static final class FilesIndexer implements Indexer {
    private final Map<String, Descriptor> files = new HashMap<>();

    @Override
    public void add(CatalogueEntry entry) {
      if (entry.coordinates() instanceof FileCoordinates file) {
        files.putIfAbsent(file.path(), entry.descriptor());
      }
    }

    @Override
    public Service finish(Content content) {
      return new FilesService(files, content);
    }
  }
}
