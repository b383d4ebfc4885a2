/**
 * The composition root of {@code mirror-server}: the one place that sees all parts and puts them
 * together.
 */
@NullMarked
package dev.windlass.server;

import org.jspecify.annotations.NullMarked;
