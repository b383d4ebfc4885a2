/**
 * The command line of {@code mirror-builder}: each command parses, calls one use case and prints.
 */
@NullMarked
package dev.windlass.builder.cli;

import org.jspecify.annotations.NullMarked;
