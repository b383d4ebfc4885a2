/**
 * The command line of {@code mirror-server}: each command parses, calls one use case and prints.
 */
@NullMarked
package dev.windlass.server.cli;

import org.jspecify.annotations.NullMarked;
