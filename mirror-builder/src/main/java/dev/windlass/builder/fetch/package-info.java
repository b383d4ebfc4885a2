/**
 * What the fetchers of all ecosystems share: the interfaces that {@code lock} drives, and the
 * context that it gives them. An ecosystem's package imports this one and {@code fetch.http}, never
 * another ecosystem's.
 */
@NullMarked
package dev.windlass.builder.fetch;

import org.jspecify.annotations.NullMarked;
