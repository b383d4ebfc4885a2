/** The benchmarks: one class each, run by {@link dev.windlass.benchmarks.Bench}. */
@NullMarked
package dev.windlass.benchmarks;

import org.jspecify.annotations.NullMarked;
