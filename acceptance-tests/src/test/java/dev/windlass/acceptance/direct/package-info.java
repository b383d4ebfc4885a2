/**
 * Fetch and serve of one ecosystem, joined without the bundle between them: real clients against
 * what a fetcher collected from a small upstream.
 */
@NullMarked
package dev.windlass.acceptance.direct;

import org.jspecify.annotations.NullMarked;
