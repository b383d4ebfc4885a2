package dev.windlass.spec.volume;

import dev.windlass.spec.content.Descriptor;

/** Media types of the files that are no blobs. */
final class MediaTypes {
  static final String CATALOGUE = "application/zstd";
  static final String PACK = "application/x-tar";
  static final String PART = Descriptor.OCTET_STREAM;
  static final String OCI_LAYOUT = "application/vnd.oci.layout.header.v1+json";
  static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";

  private MediaTypes() {}
}
