package dev.windlass.builder.fetch.oci;

import dev.windlass.builder.fetch.FetchException;
import dev.windlass.spec.content.BlobStore;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The images of an OCI layout. */
final class LayoutUpstream implements Upstream {
  private final BlobStore store;
  private final Layout layout;
  private final String name;

  /**
   * @param name the source as the mirror list writes it
   */
  LayoutUpstream(BlobStore store, Layout layout, String name) {
    this.store = store;
    this.layout = layout;
    this.name = name;
  }

  @Override
  public Optional<Manifest> tagged(String tag) throws IOException {
    Optional<Layout.Image> image = layout.image(Optional.of(tag));
    return image.isEmpty() ? Optional.empty() : Optional.of(manifest(image.get().descriptor()));
  }

  private Manifest manifest(Descriptor descriptor) throws IOException {
    return manifest(descriptor.digest(), descriptor.mediaType());
  }

  @Override
  public Manifest manifest(Digest digest, String announced) throws IOException {
    Path file = layout.blob(digest);
    if (!Files.exists(file)) {
      throw new FetchException(
          "tried to find the manifest %s in %s, but it is not there".formatted(digest, name));
    }
    take(digest, Files.size(file));
    return Blobs.read(store, digest, ManifestReader.MAX_BYTES)
        .map(bytes -> ManifestReader.read(bytes, announced))
        .orElseThrow(() ->
            new FetchException(
                "tried to read the manifest %s in %s, but it is larger than %d bytes"
                    .formatted(digest, name, ManifestReader.MAX_BYTES)));
  }

  @Override
  public boolean blob(Descriptor descriptor) throws IOException {
    try {
      take(descriptor.digest(), descriptor.size());
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private void take(Digest digest, long size) throws IOException {
    if (!store.has(digest)) {
      try (var in = Files.newInputStream(layout.blob(digest))) {
        store.put(digest, size, in);
      }
    }
  }

  /** Referrers that the layout's own index lists. */
  @Override
  public List<Descriptor> referrers(Digest subject) throws IOException {
    List<Descriptor> referrers = new ArrayList<>();
    for (Layout.Image image : layout.images()) {
      boolean refers =
          manifest(image.descriptor())
              .subject()
              .map(named -> named.digest().equals(subject))
              .orElse(false);
      if (refers) {
        referrers.add(image.descriptor());
      }
    }
    return referrers;
  }

  @Override
  public String origin(String reference) {
    return name;
  }
}
