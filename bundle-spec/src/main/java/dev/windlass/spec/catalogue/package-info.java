/**
 * The release catalogue, which is also the lock file: one canonical JSON object a line, sorted. The
 * reader streams and accepts only what the writer would write.
 */
@NullMarked
package dev.windlass.spec.catalogue;

import org.jspecify.annotations.NullMarked;
