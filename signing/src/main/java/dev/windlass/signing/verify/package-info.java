/**
 * The verification of a bundle in the numbered steps of its specification, one small class a step,
 * so that an auditor can read both side by side. Steps 1 to 6 need BUNDLE and its signatures only;
 * 7 to 9 read the volumes, each file once.
 */
@NullMarked
package dev.windlass.signing.verify;

import org.jspecify.annotations.NullMarked;
