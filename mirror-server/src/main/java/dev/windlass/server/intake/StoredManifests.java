package dev.windlass.server.intake;

import dev.windlass.spec.content.BlobStore;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.StoredBlob;
import dev.windlass.spec.content.VerifyingInputStream;
import dev.windlass.spec.volume.ImageCheck;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Opens manifests for step 9, those that a base supplies too: the entry that names one may be new.
 * Checks digests again, so that what rotted in the store is not blamed on the bundle.
 */
final class StoredManifests implements ImageCheck.Manifests {
  private final List<BlobStore> stores;

  /**
   * @param stores where a manifest may lie, those first that are asked first
   */
  StoredManifests(BlobStore... stores) {
    this.stores = List.of(stores);
  }

  @Override
  public Optional<InputStream> open(Digest digest) throws IOException {
    for (BlobStore store : stores) {
      Optional<StoredBlob> blob = store.find(digest);
      if (blob.isPresent()) {
        return Optional.of(new VerifyingInputStream(blob.get().open(), digest, blob.get().size()));
      }
    }
    return Optional.empty();
  }
}
