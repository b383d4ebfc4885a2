/**
 * From {@code mirror.lock} to a signed bundle: what would be sent, the chain of a stream's bundles,
 * packing and signing.
 */
@NullMarked
package dev.windlass.builder.pack;

import org.jspecify.annotations.NullMarked;
