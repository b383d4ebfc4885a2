package dev.windlass.signing.verify;

import dev.windlass.spec.catalogue.ReleaseId;
import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.util.function.Predicate;

/** How the verifier learns what its side holds already. */
@FunctionalInterface
public interface HeldReleases {
  /** Looks a release up. */
  Holding find(ReleaseId release) throws IOException;

  /** An answer. */
  sealed interface Holding {
    /**
     * All of it is held.
     *
     * @param blobs whether the release has the blob
     */
    record Complete(Predicate<Digest> blobs) implements Holding {}

    /** It is not held, or not all of it. */
    record Absent() implements Holding {}

    /** Nobody here knows, as at the gap: what a base shall supply is counted, not checked. */
    record Unknown() implements Holding {}
  }

  /** For places that hold nothing and know nothing. */
  static HeldReleases unknown() {
    return release -> new Holding.Unknown();
  }
}
