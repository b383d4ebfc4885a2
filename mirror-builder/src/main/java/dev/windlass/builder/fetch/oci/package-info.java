/**
 * Images and other OCI artifacts, from registries, OCI layouts and Docker archives. Manifests are
 * carried as the exact bytes that their digests name: nothing is parsed and written again. {@link
 * dev.windlass.builder.fetch.oci.Upstream} hides where they come from; {@link
 * dev.windlass.builder.fetch.oci.ImageCopy} walks from an image to all that belongs to it.
 */
@NullMarked
package dev.windlass.builder.fetch.oci;

import org.jspecify.annotations.NullMarked;
