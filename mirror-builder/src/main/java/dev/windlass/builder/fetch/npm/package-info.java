/**
 * npm's low side: collects the closures of package specs, picking versions as npm itself would, and
 * the contents of lockfiles. Reads the user's own npm configuration for registries and credentials.
 */
@NullMarked
package dev.windlass.builder.fetch.npm;

import org.jspecify.annotations.NullMarked;
