/**
 * What the server keeps: blobs by digest, releases, the pointer that says which release of a stream
 * is current, quarantine, and the care of them: lock, sync, scrub, retention. Nothing here trusts a
 * medium: only intake puts anything in, after it was verified.
 */
@NullMarked
package dev.windlass.server.store;

import org.jspecify.annotations.NullMarked;
