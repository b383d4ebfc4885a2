/** Runs whole processes in turn, measures them, and prints ratios. */
@NullMarked
package dev.windlass.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
