package dev.windlass.builder.fetch.oci;

import dev.windlass.builder.fetch.FetchException;
import dev.windlass.spec.content.BlobStore;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** An image of which everything is in the content store already. */
final class StoredUpstream implements Upstream {
  private final BlobStore store;
  private final String name;

  /**
   * @param name the source as the mirror list writes it
   */
  StoredUpstream(BlobStore store, String name) {
    this.store = store;
    this.name = name;
  }

  @Override
  public Optional<Manifest> tagged(String tag) {
    return Optional.empty();
  }

  @Override
  public Manifest manifest(Digest digest, String announced) throws IOException {
    return Blobs.read(store, digest, ManifestReader.MAX_BYTES)
        .map(bytes -> ManifestReader.read(bytes, announced))
        .orElseThrow(() -> new FetchException("tried to find " + digest + " of " + name));
  }

  @Override
  public boolean blob(Descriptor descriptor) throws IOException {
    return store.has(descriptor.digest());
  }

  @Override
  public List<Descriptor> referrers(Digest subject) {
    return List.of();
  }

  @Override
  public String origin(String reference) {
    return name;
  }
}
