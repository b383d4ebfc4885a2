/**
 * The mirror list, {@code mirror.yaml}: what the release engineer asks for. Records here are what
 * was asked, checked for form; what it means is each ecosystem's business.
 */
@NullMarked
package dev.windlass.builder.list;

import org.jspecify.annotations.NullMarked;
