/**
 * {@code ./windlass demo}: the main job from low side to high side on one machine, with the real
 * programs and whatever real clients the machine has.
 */
@NullMarked
package dev.windlass.acceptance.demo;

import org.jspecify.annotations.NullMarked;
