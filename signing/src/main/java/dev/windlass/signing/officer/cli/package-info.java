/**
 * The command line of {@code bundle-verify}: each command parses, calls one use case and prints.
 */
@NullMarked
package dev.windlass.signing.officer.cli;

import org.jspecify.annotations.NullMarked;
