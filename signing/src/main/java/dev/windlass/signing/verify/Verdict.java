package dev.windlass.signing.verify;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import java.util.List;

/** What the verification of a bundle has come to. */
public sealed interface Verdict {
  /** All steps have passed. */
  record Accepted(VerifiedBundle bundle, Content content) implements Verdict {}

  /**
   * All that is there is good, but volumes are missing.
   *
   * @param present volumes that are there and good
   * @param missing volumes that are not there
   */
  record Incomplete(VerifiedBundle bundle, List<Integer> present, List<Integer> missing)
      implements Verdict {
    public Incomplete {
      present = List.copyOf(present);
      missing = List.copyOf(missing);
    }
  }

  /**
   * A step has failed; nothing of the bundle may be used.
   *
   * @param place file or other place inside the input
   */
  record Refused(RefusalCode code, String place, String reason) implements Verdict {
    static Refused of(RefusedException e) {
      return new Refused(e.code(), e.place(), e.reason());
    }
  }

  /**
   * What a complete bundle brings.
   *
   * @param entries of the catalogue
   * @param blobs in the bundle, and their size together
   * @param fromBase blobs that the receiver must have from the base
   * @param baseChecked whether it was checked that the receiver has them
   */
  record Content(long entries, long blobs, long blobBytes, long fromBase, boolean baseChecked) {}
}
