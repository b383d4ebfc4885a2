/**
 * What every part of the format shares: the stable refusal codes and the one failure type that
 * carries them. Each code names its rule in {@code SPEC.md}.
 */
@NullMarked
package dev.windlass.spec;

import org.jspecify.annotations.NullMarked;
