/**
 * The whole way with the packaged programs: mirror list, lock, signed bundle, import, and real
 * clients in a network namespace in which there is nothing but the server.
 */
@NullMarked
package dev.windlass.acceptance.gap;

import org.jspecify.annotations.NullMarked;
