/**
 * From the mirror list to {@code mirror.lock}: runs all fetch tasks side by side, gathers their
 * entries and failures, and replaces the lock only by a complete one. Owns the local content store
 * with its memo.
 */
@NullMarked
package dev.windlass.builder.lock;

import org.jspecify.annotations.NullMarked;
