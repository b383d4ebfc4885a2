package dev.windlass.signing.verify;

import static dev.windlass.signing.verify.TestBundles.facts;
import static dev.windlass.signing.verify.TestBundles.hash;
import static dev.windlass.signing.verify.TestBundles.refused;
import static dev.windlass.signing.verify.TestBundles.verify;
import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.signing.trust.ChainState;
import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.content.Sha512;
import dev.windlass.spec.volume.HeaderFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T5, T6, T8 and T10: whether this bundle is the next one, and for us. */
class ChainThreatTest {
  @TempDir static Path directory;
  private static TestBundles bundles;

  @BeforeAll
  static void makeKeys() throws Exception {
    bundles = new TestBundles(directory);
  }

  private static ChainState after(Path bundle, ChainState state) throws IOException {
    VerifiedBundle verified = ((Verdict.Accepted) verify(bundles.policy(), state, bundle)).bundle();
    return state.with("dev", verified.accepted(state.of("dev")));
  }

  @Test
  void t05RefusesAReplayAndAnOlderBundle() throws Exception {
    Path one = first();
    Path two = bundles.signed(facts(2, Optional.of(hash(one))));
    ChainState afterOne = after(one, ChainState.EMPTY);
    ChainState afterTwo = after(two, afterOne);
    refused(verify(bundles.policy(), afterTwo, one), RefusalCode.SEQUENCE_REPLAYED);
    refused(verify(bundles.policy(), afterTwo, two), RefusalCode.SEQUENCE_REPLAYED);
    Verdict again =
        new BundleVerifier(
                bundles.policy(), HeldReleases.unknown(), Repeat.ALLOWED, TestBundles.CLOCK)
            .verify(List.of(two), afterTwo, VerifyListener.NONE);
    assertThat(((Verdict.Accepted) again).bundle().repeated()).isTrue();
  }

  @Test
  void t06RefusesASkippedBundleAndNamesTheMissingOne() throws Exception {
    Path one = first();
    Path three = bundles.signed(facts(3, Optional.of(hash(one))));
    assertThat(
            refused(
                    verify(bundles.policy(), after(one, ChainState.EMPTY), three),
                    RefusalCode.SEQUENCE_GAP)
                .reason())
        .contains("bundle 2 is missing");
  }

  @Test
  void t06RefusesAFork() throws Exception {
    Path one = first();
    Path two = bundles.signed(facts(2, Optional.of(hash(one))));
    Path fork = bundles.signed(facts(2, Optional.of(hash(one))));
    ChainState afterOne = after(one, ChainState.EMPTY);
    refused(verify(bundles.policy(), after(two, afterOne), fork), RefusalCode.PREVIOUS_MISMATCH);
    Path stranger = bundles.signed(facts(2, Optional.of(Sha512.of(new byte[] {1}))));
    refused(verify(bundles.policy(), afterOne, stranger), RefusalCode.PREVIOUS_MISMATCH);
    Path orphan = bundles.signed(facts(2, Optional.empty()));
    refused(verify(bundles.policy(), afterOne, orphan), RefusalCode.PREVIOUS_MISMATCH);
  }

  @Test
  void t08RefusesAJumpToTheEndOfAllNumbers() throws Exception {
    Path far = bundles.signed(facts(Long.MAX_VALUE, Optional.empty()));
    refusedAtOnce(far, RefusalCode.SEQUENCE_JUMP);
    Path one = first();
    refused(verify(bundles.policy(), after(one, ChainState.EMPTY), far), RefusalCode.SEQUENCE_JUMP);
  }

  @Test
  void t10RefusesAnotherAudienceMarkingOrStream() throws Exception {
    refusedAtOnce(
        bundles.signed(addressed("dev", "enclave-b", "UNCLASSIFIED")),
        RefusalCode.AUDIENCE_MISMATCH);
    refusedAtOnce(
        bundles.signed(addressed("dev", "enclave-a", "SECRET")), RefusalCode.MARKING_NOT_ALLOWED);
    refusedAtOnce(
        bundles.signed(addressed("other", "enclave-a", "UNCLASSIFIED")),
        RefusalCode.STREAM_UNKNOWN);
  }

  private static HeaderFacts addressed(String stream, String audience, String marking) {
    HeaderFacts facts = TestBundles.facts(1, Optional.empty());
    return new HeaderFacts(
        stream,
        1,
        Optional.empty(),
        audience,
        marking,
        facts.created(),
        facts.freshUntil(),
        facts.builder(),
        new TreeMap<>());
  }

  private static Path first() throws IOException {
    return bundles.signed(facts(1, Optional.empty()));
  }

  private static Verdict.Refused refusedAtOnce(Path bundle, RefusalCode code) throws IOException {
    return refused(verify(bundles.policy(), ChainState.EMPTY, bundle), code);
  }
}
