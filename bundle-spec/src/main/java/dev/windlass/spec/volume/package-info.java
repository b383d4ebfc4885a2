/**
 * What lies on media: the BUNDLE header, each volume's FILES list, packs, parts and the compressed
 * catalogue; one deterministic writer and strict readers that accept nothing else.
 */
@NullMarked
package dev.windlass.spec.volume;

import org.jspecify.annotations.NullMarked;
