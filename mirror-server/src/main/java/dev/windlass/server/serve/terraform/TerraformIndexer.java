package dev.windlass.server.serve.terraform;

import dev.windlass.server.http.Service;
import dev.windlass.server.serve.Content;
import dev.windlass.server.serve.Indexer;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.coordinates.TerraformCoordinates;

/** Fills a {@link TerraformIndex}. */
final class TerraformIndexer implements Indexer {
  private final TerraformIndex index = new TerraformIndex();

  @Override
  public void add(CatalogueEntry entry) {
    if (entry.coordinates() instanceof TerraformCoordinates terraform) {
      switch (terraform) {
        case TerraformCoordinates.Provider provider ->
            index.add(provider, ProviderPackage.of(provider, entry));
        case TerraformCoordinates.Module module -> index.add(module, ModuleArchive.of(entry));
      }
    }
  }

  @Override
  public Service finish(Content content) {
    return new TerraformService(index, content);
  }
}
