/** Deterministic content that does not compress, and the bundles made of it. */
@NullMarked
package dev.windlass.benchmarks.input;

import org.jspecify.annotations.NullMarked;
