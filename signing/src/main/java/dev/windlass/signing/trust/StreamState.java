package dev.windlass.signing.trust;

import dev.windlass.spec.catalogue.ReleaseId;
import dev.windlass.spec.content.Sha512;
import java.time.Instant;

/**
 * The last bundle that was accepted in a stream.
 *
 * @param sequence its number
 * @param bundle hash of its BUNDLE; the next bundle names it as its previous
 * @param release that the receiver holds since
 * @param attested latest time that a trusted signature has vouched for
 */
public record StreamState(long sequence, Sha512 bundle, ReleaseId release, Instant attested) {}
