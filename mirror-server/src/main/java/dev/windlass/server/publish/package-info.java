/**
 * Makes the current releases servable: streams their catalogues once into the protocols' indexes,
 * swaps the whole view at once, and follows the pointers that an import or a rollback moves, also
 * in another process.
 */
@NullMarked
package dev.windlass.server.publish;

import org.jspecify.annotations.NullMarked;
