/**
 * Runs the real programs and clients as processes, where need be in a network namespace of their
 * own.
 */
@NullMarked
package dev.windlass.acceptance.process;

import org.jspecify.annotations.NullMarked;
