/**
 * Upstreams that speak the real protocols on the loopback interface, with small real content: what
 * the demo collects from, and what tests collect from where no real registry can be had.
 */
@NullMarked
package dev.windlass.acceptance.upstream;

import org.jspecify.annotations.NullMarked;
