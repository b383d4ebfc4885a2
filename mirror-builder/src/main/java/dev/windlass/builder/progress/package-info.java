/**
 * Tells people on a terminal, or a log line by line, how far the work is, at what rate and until
 * when.
 */
@NullMarked
package dev.windlass.builder.progress;

import org.jspecify.annotations.NullMarked;
