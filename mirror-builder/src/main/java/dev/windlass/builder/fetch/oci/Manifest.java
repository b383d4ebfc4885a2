package dev.windlass.builder.fetch.oci;

import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import java.util.List;
import java.util.Optional;

/**
 * A manifest as it was read; which parts it has depends on its form.
 *
 * @param descriptor its digest, size and media type
 * @param children of an index
 * @param layers of an image or artifact, in order
 * @param subject the manifest that it refers to, for signatures, SBOMs and the like
 * @param artifactType what kind of artifact it says to be; of an image manifest the configuration's
 *     type if it says nothing
 * @param licence SPDX expression from its annotations
 */
record Manifest(
    Descriptor descriptor,
    List<Child> children,
    Optional<Descriptor> config,
    List<Descriptor> layers,
    Optional<Descriptor> subject,
    String artifactType,
    Optional<String> licence) {

  Manifest {
    children = List.copyOf(children);
    layers = List.copyOf(layers);
  }

  boolean isIndex() {
    return MediaTypes.isIndex(descriptor.mediaType());
  }

  /**
   * An index's entry.
   *
   * @param attests the sibling that this one is an attestation of, as BuildKit writes them
   */
  record Child(Descriptor descriptor, Optional<Platform> platform, Optional<Digest> attests) {}
}
