/**
 * Images and other OCI artifacts by the OCI distribution specification 1.1: pull and content
 * discovery. Nothing can be pushed. A repository shows only the blobs that its own manifests link
 * to, so that who may read one repository learns nothing of another. The index keeps digests in
 * flat arrays; manifests are read from the store when they are asked for.
 */
@NullMarked
package dev.windlass.server.serve.oci;

import org.jspecify.annotations.NullMarked;
