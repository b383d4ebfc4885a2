package dev.windlass.signing.verify;

import dev.windlass.signing.trust.StreamState;
import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.content.Sha512;
import dev.windlass.spec.volume.BundleHeader;
import java.util.Optional;

/**
 * Step 4: the next link of the stream's chain, by number and by the hash of the bundle before it. A
 * receiver without a state starts where the first bundle says, within the policy's jump.
 */
final class Step4Sequence {
  private Step4Sequence() {}

  /**
   * @return whether this very bundle was accepted before, which only {@link Repeat#ALLOWED} lets
   *     pass
   * @throws RefusedException with a code of step 4
   */
  static boolean check(
      BundleHeader header, Sha512 hash, Optional<StreamState> last, long jump, Repeat repeat) {
    long accepted = last.map(StreamState::sequence).orElse(0L);
    long sequence = header.sequence();
    if (sequence - accepted > jump) {
      throw refused(
          RefusalCode.SEQUENCE_JUMP,
          sequence + " is more than " + jump + " ahead of " + accepted + ", the last accepted");
    }
    if (last.isEmpty()) {
      return false;
    }
    if (sequence < accepted) {
      throw refused(
          RefusalCode.SEQUENCE_REPLAYED, "bundle " + sequence + " comes after " + accepted);
    }
    if (sequence == accepted) {
      if (!hash.equals(last.get().bundle())) {
        throw refused(
            RefusalCode.PREVIOUS_MISMATCH,
            "another bundle " + sequence + " was accepted already: the stream has forked");
      }
      if (repeat == Repeat.REFUSED) {
        throw refused(
            RefusalCode.SEQUENCE_REPLAYED,
            "this very bundle " + sequence + " was accepted already");
      }
      return true;
    }
    if (sequence > accepted + 1) {
      String missing =
          sequence == accepted + 2
              ? "bundle " + (accepted + 1) + " is missing"
              : "bundles " + (accepted + 1) + " to " + (sequence - 1) + " are missing";
      throw refused(
          RefusalCode.SEQUENCE_GAP,
          missing + " between " + accepted + ", the last accepted, and this bundle " + sequence);
    }
    if (!header.previous().equals(Optional.of(last.get().bundle()))) {
      throw refused(
          RefusalCode.PREVIOUS_MISMATCH,
          "follows another bundle " + accepted + " than the accepted one: the stream has forked");
    }
    return false;
  }

  private static RefusedException refused(RefusalCode code, String reason) {
    return new RefusedException(code, BundleHeader.NAME, reason);
  }
}
