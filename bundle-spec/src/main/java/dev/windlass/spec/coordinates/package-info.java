/**
 * The name of every artifact in its ecosystem's own terms, with one canonical text a name. Parsing
 * is strict, since a coordinate becomes a path on the high side.
 */
@NullMarked
package dev.windlass.spec.coordinates;

import org.jspecify.annotations.NullMarked;
