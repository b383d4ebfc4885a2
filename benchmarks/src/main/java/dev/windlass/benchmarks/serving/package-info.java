/** Servers on loopback and the client that loads them. */
@NullMarked
package dev.windlass.benchmarks.serving;

import org.jspecify.annotations.NullMarked;
