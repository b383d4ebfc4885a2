/**
 * The golden vectors of the format: a generator that makes them, and the tests that hold the
 * committed files to it and the strict readers to them. To write them anew after a change of the
 * format, run the tests with {@code -Dwindlass.vectors=write}.
 */
package dev.windlass.spec.vectors;
