package dev.windlass.signing.verify;

import dev.windlass.signing.trust.ChainState;
import dev.windlass.signing.trust.StreamState;
import dev.windlass.signing.trust.TrustPolicy;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.volume.BundleHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Runs the numbered steps. {@link #verify} does all nine over directories; {@link #verifyHeader}
 * does 1 to 6 for an importer that copies the volumes while it checks them. Keeps nothing between
 * calls and changes no state: the caller persists {@link VerifiedBundle#accepted} when it has
 * accepted. Memory does not depend on the size of files, and takes some 100 bytes a blob.
 */
public final class BundleVerifier {
  private final TrustPolicy policy;
  private final HeldReleases held;
  private final Repeat repeat;
  private final Clock clock;

  public BundleVerifier(TrustPolicy policy, HeldReleases held, Repeat repeat, Clock clock) {
    this.policy = policy;
    this.held = held;
    this.repeat = repeat;
    this.clock = clock;
  }

  /**
   * Step 1 alone: what is in the directories, unbelieved.
   *
   * @throws RefusedException with a code of step 1
   */
  public static MediaRoots read(List<Path> roots) throws IOException {
    return Step1ReadBundle.read(roots);
  }

  /**
   * Steps 2 to 6.
   *
   * @throws RefusedException with the code of the step that failed
   */
  public VerifiedBundle verifyHeader(SignedBundle bundle, ChainState state) throws IOException {
    Instant now = clock.instant();
    List<TrustedSigner> signers = Step2Signatures.check(bundle, policy, now);
    BundleHeader header = Step3Header.check(bundle.bytes(), policy);
    Optional<StreamState> last = state.of(header.stream());
    boolean repeated =
        Step4Sequence.check(header, bundle.hash(), last, policy.maximumSequenceJump(), repeat);
    HeldReleases.Holding base = Step5Base.check(header, held);
    Step6Freshness.check(header, signers, last, now);
    return new VerifiedBundle(header, bundle.hash(), signers, base, repeated);
  }

  /**
   * The part of step 7 that is about the files beside the volumes, for an importer that reads the
   * volumes itself.
   *
   * @throws RefusedException with a code of step 7
   */
  public static void verifyRootFiles(BundleHeader header, MediaRoots media) throws IOException {
    RootFiles.check(header, media.roots());
  }

  /**
   * All steps over the directories that together hold a bundle's volumes, or some of them.
   *
   * @throws IOException if a medium cannot be read; a verdict is about what could
   */
  public Verdict verify(List<Path> roots, ChainState state, VerifyListener listener)
      throws IOException {
    try {
      MediaRoots media = Step1ReadBundle.read(roots);
      VerifiedBundle bundle = verifyHeader(media.bundle(), state);
      Step7Volumes volumes = Step7Volumes.open(bundle.header(), media);
      Step8Blobs blobs = new Step8Blobs(listener);
      volumes.read(blobs, listener);
      if (!volumes.missing().isEmpty()) {
        return new Verdict.Incomplete(bundle, volumes.present(), volumes.missing());
      }
      blobs.finish();
      return new Verdict.Accepted(bundle, Step9Catalogue.check(bundle, volumes.all(), blobs));
    } catch (RefusedException e) {
      return Verdict.Refused.of(e);
    }
  }
}
