/**
 * What clients asked for and no release holds: counted, kept over restarts, exported for review.
 */
@NullMarked
package dev.windlass.server.demand;

import org.jspecify.annotations.NullMarked;
