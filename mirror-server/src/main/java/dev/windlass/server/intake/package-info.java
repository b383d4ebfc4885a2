/**
 * Import: verifies bundles by the numbered steps while their volumes are copied into a staging
 * directory beside the store, and publishes a complete release by one rename. The only part that
 * puts anything into the store. Killed at any step it loses nothing, and running it again finishes.
 */
@NullMarked
package dev.windlass.server.intake;

import org.jspecify.annotations.NullMarked;
