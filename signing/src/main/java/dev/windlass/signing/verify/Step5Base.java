package dev.windlass.signing.verify;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.volume.BundleHeader;
import java.io.IOException;

/** Step 5: the release that the bundle builds on is held and complete. */
final class Step5Base {
  private Step5Base() {}

  /**
   * What supplies the blobs that the bundle leaves out: nothing, for a full bundle.
   *
   * @throws RefusedException with {@code BASE_NOT_HELD}
   */
  static HeldReleases.Holding check(BundleHeader header, HeldReleases held) throws IOException {
    if (header.base().isEmpty()) {
      return new HeldReleases.Holding.Complete(digest -> false);
    }
    HeldReleases.Holding holding = held.find(header.base().get());
    if (holding instanceof HeldReleases.Holding.Absent) {
      throw new RefusedException(
          RefusalCode.BASE_NOT_HELD,
          BundleHeader.NAME,
          "builds on release " + header.base().get() + ", which is not held here in full");
    }
    return holding;
  }
}
