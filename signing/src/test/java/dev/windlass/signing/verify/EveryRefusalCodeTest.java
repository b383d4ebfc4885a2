package dev.windlass.signing.verify;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.signing.cms.DetachedSignaturesTest;
import dev.windlass.signing.trust.ChainStateTest;
import dev.windlass.signing.trust.TrustPolicyTest;
import dev.windlass.spec.RefusalCode;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No refusal code without proof that it is given: each has a golden vector, or else a named test
 * here. Vectors cannot show what depends on signatures, policy, state or several media.
 */
class EveryRefusalCodeTest {
  private static final Path MODULES = Path.of("..");
  private static final Path VECTORS = MODULES.resolve("bundle-spec/src/test/vectors/invalid");

  /** Codes that nothing gives yet, since what they are about is reserved (SPEC 9.2). */
  private static final Set<RefusalCode> RESERVED = Set.of(RefusalCode.DELTA_INVALID);

  private record Named(Class<?> type, String method) {}

  private static final Map<RefusalCode, Named> TESTS =
      Map.ofEntries(
          entry(RefusalCode.BUNDLE_MISSING, media("t02RefusesEveryFileMissing")),
          entry(RefusalCode.BUNDLE_OVERSIZE, media("t01RefusesBytesAppendedToEveryFile")),
          entry(RefusalCode.BUNDLE_DIFFERS, volumes("t09RefusesVolumesOfTwoBundles")),
          entry(
              RefusalCode.SIGNATURE_MISSING,
              signatures("t03RefusesOneAlgorithmOnlyAndT26NamesTheMissingFile")),
          entry(RefusalCode.SIGNATURE_MALFORMED, cms("refusesTrailingBytesAndGarbage")),
          entry(RefusalCode.SIGNATURE_NO_SIGNER, signatures("t03RefusesASignatureWithoutSigners")),
          entry(
              RefusalCode.SIGNATURE_INVALID,
              signatures("t03RefusesAGoodSignatureOverOtherContent")),
          entry(
              RefusalCode.SIGNER_UNKNOWN,
              signatures("t03RefusesAnUnknownSignerEvenBesideAKnownOne")),
          entry(RefusalCode.SIGNER_WRONG_ROLE, signatures("t04RefusesAnApproverAsBuilder")),
          entry(
              RefusalCode.THRESHOLD_NOT_MET, signatures("t04RefusesFewerSignersThanTheThreshold")),
          entry(RefusalCode.CERTIFICATE_EXPIRED, signatures("t03RefusesAnExpiredCertificate")),
          entry(RefusalCode.CERTIFICATE_REVOKED, signatures("t04RefusesARevokedKeyOrCertificate")),
          entry(RefusalCode.SIGNATURE_ALGORITHM, cms("refusesTheOtherAlgorithm")),
          entry(RefusalCode.SIGNATURE_ATTRIBUTES, cms("refusesAMissingOrDoubledAttribute")),
          entry(
              RefusalCode.POLICY_MALFORMED,
              new Named(TrustPolicyTest.class, "refusesWhatIsNotAPolicy")),
          entry(RefusalCode.SIGNER_DUPLICATED, signatures("t04RefusesOneKeyTwice")),
          entry(RefusalCode.SIGNING_TIME, signatures("t07RefusesASigningTimeInTheFuture")),
          entry(RefusalCode.AUDIENCE_MISMATCH, chain("t10RefusesAnotherAudienceMarkingOrStream")),
          entry(RefusalCode.MARKING_NOT_ALLOWED, chain("t10RefusesAnotherAudienceMarkingOrStream")),
          entry(RefusalCode.STREAM_UNKNOWN, chain("t10RefusesAnotherAudienceMarkingOrStream")),
          entry(RefusalCode.SEQUENCE_REPLAYED, chain("t05RefusesAReplayAndAnOlderBundle")),
          entry(RefusalCode.SEQUENCE_GAP, chain("t06RefusesASkippedBundleAndNamesTheMissingOne")),
          entry(RefusalCode.PREVIOUS_MISMATCH, chain("t06RefusesAFork")),
          entry(RefusalCode.SEQUENCE_JUMP, chain("t08RefusesAJumpToTheEndOfAllNumbers")),
          entry(
              RefusalCode.STATE_MALFORMED,
              new Named(ChainStateTest.class, "refusesADamagedFileRatherThanForgetting")),
          entry(
              RefusalCode.BASE_NOT_HELD,
              volumes("refusesABaseThatIsNotHeldAndABlobThatTheBaseLacks")),
          entry(
              RefusalCode.STALE,
              signatures("t07RefusesAStaleBundleByTheLaterOfClockAndAttestedTime")),
          entry(
              RefusalCode.SIGNATURE_BACKDATED,
              signatures("t03RefusesABackdatedSignatureOfAnExpiredCertificate")));

  private static Named media(String method) {
    return new Named(MediaThreatTest.class, method);
  }

  private static Named volumes(String method) {
    return new Named(VolumeThreatTest.class, method);
  }

  private static Named signatures(String method) {
    return new Named(SignatureThreatTest.class, method);
  }

  private static Named chain(String method) {
    return new Named(ChainThreatTest.class, method);
  }

  private static Named cms(String method) {
    return new Named(DetachedSignaturesTest.class, method);
  }

  @ParameterizedTest
  @EnumSource(RefusalCode.class)
  void isGivenByAVectorOrANamedTest(RefusalCode code) throws IOException {
    boolean vector = vectorCodes().contains(code.code());
    boolean reserved = RESERVED.contains(code);
    assertThat(vector || TESTS.containsKey(code) || reserved)
        .as("a vector of code %s, or a test of it in this table", code.code())
        .isTrue();
    assertThat(vector && (reserved || TESTS.containsKey(code)))
        .as("%s has a vector, so that its row in this table is not needed", code)
        .isFalse();
  }

  @ParameterizedTest
  @EnumSource(RefusalCode.class)
  void hasATestThatIsThereAndSpeaksOfIt(RefusalCode code) throws IOException {
    Named test = TESTS.get(code);
    if (test == null) {
      return;
    }
    Method method =
        Arrays.stream(test.type().getDeclaredMethods())
            .filter(one -> one.getName().equals(test.method()))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no method " + test));
    assertThat(
            method.isAnnotationPresent(Test.class)
                || method.isAnnotationPresent(ParameterizedTest.class))
        .as(test.toString())
        .isTrue();
    Path source =
        Path.of("src/test/java").resolve(test.type().getName().replace('.', '/') + ".java");
    assertThat(Files.readString(source)).contains("RefusalCode." + code.name());
  }

  @Test
  void nothingGivesAReservedCode() throws IOException {
    for (String module : new String[] {"bundle-spec", "signing", "mirror-server"}) {
      try (Stream<Path> sources = Files.walk(MODULES.resolve(module).resolve("src/main/java"))) {
        for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
          for (RefusalCode code : RESERVED) {
            assertThat(Files.readString(source)).doesNotContain("RefusalCode." + code.name());
          }
        }
      }
    }
  }

  private static Set<String> vectorCodes() throws IOException {
    Set<String> codes = new TreeSet<>();
    try (Stream<Path> files = Files.list(VECTORS)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".code")).toList()) {
        codes.add(Files.readString(file).strip());
      }
    }
    return codes;
  }
}
