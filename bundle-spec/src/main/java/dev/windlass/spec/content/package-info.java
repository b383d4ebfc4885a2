/**
 * Content by digest: digests, descriptors, streams that verify what they carry, and the blob store.
 * Everything that the format moves is a blob here first.
 */
@NullMarked
package dev.windlass.spec.content;

import org.jspecify.annotations.NullMarked;
