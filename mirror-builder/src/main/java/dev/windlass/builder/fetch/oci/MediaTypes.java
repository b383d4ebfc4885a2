package dev.windlass.builder.fetch.oci;

import java.util.List;
import java.util.Set;

/** Media types of manifests (OCI image specification 1.1, Docker image manifest version 2). */
final class MediaTypes {
  static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
  static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
  static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
  static final String OCI_LAYER = "application/vnd.oci.image.layer.v1.tar";
  private static final String OCI_ARTIFACT = "application/vnd.oci.artifact.manifest.v1+json";
  private static final String DOCKER_LIST =
      "application/vnd.docker.distribution.manifest.list.v2+json";
  private static final String DOCKER_MANIFEST =
      "application/vnd.docker.distribution.manifest.v2+json";
  private static final String DOCKER_SCHEMA_1 = "application/vnd.docker.distribution.manifest.v1";

  private static final Set<String> INDEXES = Set.of(OCI_INDEX, DOCKER_LIST);
  private static final Set<String> MANIFESTS = Set.of(OCI_MANIFEST, DOCKER_MANIFEST, OCI_ARTIFACT);

  /** What a registry is told that is understood here. */
  static final String ACCEPT =
      String.join(
          ", ", List.of(OCI_INDEX, DOCKER_LIST, OCI_MANIFEST, DOCKER_MANIFEST, OCI_ARTIFACT));

  private MediaTypes() {}

  static boolean isIndex(String mediaType) {
    return INDEXES.contains(mediaType);
  }

  /** Whether this is any kind of manifest, an index included. */
  static boolean isManifest(String mediaType) {
    return isIndex(mediaType) || MANIFESTS.contains(mediaType);
  }

  /** The signed form that registries gave up; its digest is not the digest of its bytes. */
  static boolean isSchema1(String mediaType) {
    return mediaType.startsWith(DOCKER_SCHEMA_1);
  }

  /** Layers that their licence forbids to pass on; registries usually do not hold them. */
  static boolean isNonDistributable(String mediaType) {
    return mediaType.contains(".nondistributable.") || mediaType.contains(".foreign.");
  }

  /** Without parameters such as {@code ; charset=utf-8}. */
  static String bare(String contentType) {
    int semicolon = contentType.indexOf(';');
    return (semicolon < 0 ? contentType : contentType.substring(0, semicolon)).strip();
  }
}
