/**
 * What a receiver believes: the trust policy that says who may sign what, and the state of each
 * stream's chain of accepted bundles. Both are strict JSON documents.
 */
@NullMarked
package dev.windlass.signing.trust;

import org.jspecify.annotations.NullMarked;
