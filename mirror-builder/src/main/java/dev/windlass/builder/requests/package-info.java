/**
 * What the high side asked for in vain, read from the file that its server exported, as a proposed
 * change of the mirror list. The file's text is data from elsewhere: whatever has no plain form is
 * left out.
 */
@NullMarked
package dev.windlass.builder.requests;

import org.jspecify.annotations.NullMarked;
