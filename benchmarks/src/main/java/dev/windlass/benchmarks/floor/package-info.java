/**
 * What the work costs at the very least: programs that do only the reading, hashing and writing.
 */
@NullMarked
package dev.windlass.benchmarks.floor;

import org.jspecify.annotations.NullMarked;
