package dev.windlass.signing.verify;

import static dev.windlass.signing.verify.TestBundles.NOW;
import static dev.windlass.signing.verify.TestBundles.facts;
import static dev.windlass.signing.verify.TestBundles.refused;
import static dev.windlass.signing.verify.TestBundles.verify;
import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.signing.cms.DetachedSignatures;
import dev.windlass.signing.keys.DevelopmentHierarchy;
import dev.windlass.signing.keys.KeyId;
import dev.windlass.signing.keys.SignatureAlgorithm;
import dev.windlass.signing.trust.Authority;
import dev.windlass.signing.trust.ChainState;
import dev.windlass.signing.trust.Revocation;
import dev.windlass.signing.trust.Role;
import dev.windlass.signing.trust.RoleTrust;
import dev.windlass.signing.trust.StreamState;
import dev.windlass.signing.trust.TrustPolicy;
import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.catalogue.ReleaseId;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.Sha512;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T3, T4, T7 and the signatures of T26: who signed, and when. */
class SignatureThreatTest {
  @TempDir static Path directory;
  private static TestBundles bundles;

  @BeforeAll
  static void makeKeys() throws Exception {
    bundles = new TestBundles(directory);
  }

  @Test
  void t03RefusesASignatureWithoutSigners() throws Exception {
    Path bundle = first();
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      Path file = bundle.resolve(algorithm.fileName());
      byte[] good = Files.readAllBytes(file);
      ContentInfo content = ContentInfo.getInstance(good);
      SignedData data = SignedData.getInstance(content.getContent());
      SignedData empty =
          new SignedData(
              data.getDigestAlgorithms(),
              data.getEncapContentInfo(),
              data.getCertificates(),
              null,
              new DERSet());
      Files.write(
          file, new ContentInfo(content.getContentType(), empty).getEncoded(ASN1Encoding.DER));
      assertThat(refusedAtOnce(bundle, RefusalCode.SIGNATURE_NO_SIGNER).place())
          .isEqualTo(algorithm.fileName());
      Files.write(file, good);
    }
  }

  @Test
  void t03RefusesBuildersOfAnotherAuthorityWithTheSameNames() throws Exception {
    Path bundle = first();
    DevelopmentHierarchy other =
        bundles.hierarchy("other", NOW.minus(Duration.ofDays(1)), Duration.ofDays(30));
    TestBundles.sign(bundle, other.builders().getFirst());
    refusedAtOnce(bundle, RefusalCode.SIGNER_UNKNOWN);
    TrustPolicy byAuthority = byAuthority();
    refused(verify(byAuthority, ChainState.EMPTY, bundle), RefusalCode.SIGNER_UNKNOWN);
    TestBundles.sign(bundle, builder(1));
    assertThat(verify(byAuthority, ChainState.EMPTY, bundle)).isInstanceOf(Verdict.Accepted.class);
    TestBundles.sign(bundle, builder(2));
    refused(verify(byAuthority, ChainState.EMPTY, bundle), RefusalCode.SIGNER_UNKNOWN);
  }

  /** Trusts the roots about builder 1 alone. */
  private static TrustPolicy byAuthority() {
    TrustPolicy policy = bundles.policy();
    List<Authority> authorities =
        bundles.hierarchy().roots().values().stream()
            .map(root ->
                new Authority(
                    root,
                    builder(1).certificates().values().stream()
                        .map(certificate -> certificate.getSubjectX500Principal())
                        .collect(Collectors.toSet())))
            .toList();
    return withBuilders(policy, new RoleTrust(1, List.of(), authorities), List.of());
  }

  private static TrustPolicy withBuilders(
      TrustPolicy policy, RoleTrust builders, List<Revocation> revoked) {
    return new TrustPolicy(
        policy.version() + 1,
        policy.audience(),
        policy.streams(),
        policy.markings(),
        policy.maximumSequenceJump(),
        policy.deltas(),
        policy.algorithms(),
        Map.of(Role.BUILDER, builders, Role.APPROVER, policy.role(Role.APPROVER).orElseThrow()),
        revoked);
  }

  @Test
  void t03RefusesOneAlgorithmOnlyAndT26NamesTheMissingFile() throws Exception {
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      Path bundle = first();
      Files.delete(bundle.resolve(algorithm.fileName()));
      Verdict.Refused refused = refusedAtOnce(bundle, RefusalCode.SIGNATURE_MISSING);
      assertThat(refused.place()).isEqualTo(algorithm.fileName());
      assertThat(refused.reason()).contains("missing");
    }
  }

  @Test
  void t03RefusesAGoodSignatureOverOtherContent() throws Exception {
    Path bundle = first();
    Path other = first();
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      Files.copy(
          other.resolve(algorithm.fileName()),
          bundle.resolve(algorithm.fileName()),
          StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(refusedAtOnce(bundle, RefusalCode.SIGNATURE_INVALID).reason())
        .contains("other content");
  }

  @Test
  void t03RefusesAnUnknownSignerEvenBesideAKnownOne() throws Exception {
    Path bundle = first();
    TestBundles.sign(bundle, builder(1), builder(3));
    refusedAtOnce(bundle, RefusalCode.SIGNER_UNKNOWN);
  }

  @Test
  void t03RefusesAnExpiredCertificate() throws Exception {
    Path bundle = first();
    Instant later = NOW.plus(Duration.ofDays(400));
    TestBundles.sign(bundle, later, builder(1));
    Clock clock = Clock.fixed(later, ZoneOffset.UTC);
    refused(
        new BundleVerifier(bundles.policy(), HeldReleases.unknown(), Repeat.REFUSED, clock)
            .verify(List.of(bundle), ChainState.EMPTY, VerifyListener.NONE),
        RefusalCode.CERTIFICATE_EXPIRED);
    refusedAtOnce(bundle, RefusalCode.CERTIFICATE_EXPIRED);
  }

  @Test
  void t03RefusesABackdatedSignatureOfAnExpiredCertificate() throws Exception {
    Path second = bundles.signed(facts(2, Optional.of(Sha512.of(new byte[0]))));
    ChainState state =
        ChainState.EMPTY.with(
            "dev",
            new StreamState(
                1,
                Sha512.of(new byte[0]),
                new ReleaseId(Digest.of(new byte[0])),
                NOW.plus(Duration.ofDays(400))));
    refused(verify(bundles.policy(), state, second), RefusalCode.SIGNATURE_BACKDATED);
  }

  @Test
  void t07RefusesAStaleBundleByTheLaterOfClockAndAttestedTime() throws Exception {
    Path second = bundles.signed(facts(2, Optional.of(Sha512.of(new byte[0]))));
    ChainState state =
        ChainState.EMPTY.with(
            "dev",
            new StreamState(
                1,
                Sha512.of(new byte[0]),
                new ReleaseId(Digest.of(new byte[0])),
                NOW.plus(Duration.ofDays(100))));
    refused(verify(bundles.policy(), state, second), RefusalCode.STALE);
    Clock late = Clock.fixed(NOW.plus(Duration.ofDays(91)), ZoneOffset.UTC);
    refused(
        new BundleVerifier(bundles.policy(), HeldReleases.unknown(), Repeat.REFUSED, late)
            .verify(List.of(second), ChainState.EMPTY, VerifyListener.NONE),
        RefusalCode.STALE);
  }

  @Test
  void t07RefusesASigningTimeInTheFuture() throws Exception {
    Path bundle = first();
    TestBundles.sign(bundle, NOW.plus(Duration.ofDays(2)), builder(1));
    refusedAtOnce(bundle, RefusalCode.SIGNING_TIME);
  }

  @Test
  void t04RefusesFewerSignersThanTheThreshold() throws Exception {
    Path bundle = first();
    refused(verify(bundles.policy(2), ChainState.EMPTY, bundle), RefusalCode.THRESHOLD_NOT_MET);
    byte[] content = Files.readAllBytes(bundle.resolve("BUNDLE"));
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      refused(verify(bundles.policy(2), ChainState.EMPTY, bundle), RefusalCode.THRESHOLD_NOT_MET);
      Path file = bundle.resolve(algorithm.fileName());
      Files.write(
          file,
          DetachedSignatures.add(
              Files.readAllBytes(file),
              content,
              TestBundles.key(builder(2), algorithm),
              NOW.plusSeconds(5)));
    }
    assertThat(verify(bundles.policy(2), ChainState.EMPTY, bundle))
        .isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void t04RefusesOneKeyTwice() throws Exception {
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      Path bundle = first();
      Path file = bundle.resolve(algorithm.fileName());
      SignedData one =
          SignedData.getInstance(ContentInfo.getInstance(Files.readAllBytes(file)).getContent());
      ContentInfo second =
          ContentInfo.getInstance(
              DetachedSignatures.sign(
                  algorithm,
                  Files.readAllBytes(bundle.resolve("BUNDLE")),
                  List.of(TestBundles.key(builder(1), algorithm)),
                  NOW.plusSeconds(1)));
      SignedData two = SignedData.getInstance(second.getContent());
      var signers =
          new DERSet(
              new ASN1Encodable[] {
                one.getSignerInfos().getObjectAt(0), two.getSignerInfos().getObjectAt(0)
              });
      SignedData both =
          new SignedData(
              two.getDigestAlgorithms(),
              two.getEncapContentInfo(),
              two.getCertificates(),
              null,
              signers);
      Files.write(
          file, new ContentInfo(second.getContentType(), both).getEncoded(ASN1Encoding.DER));
      refusedAtOnce(bundle, RefusalCode.SIGNER_DUPLICATED);
    }
  }

  @Test
  void t04RefusesAnApproverAsBuilder() throws Exception {
    Path bundle = first();
    TestBundles.sign(bundle, bundles.hierarchy().approvers().getFirst());
    refusedAtOnce(bundle, RefusalCode.SIGNER_WRONG_ROLE);
  }

  @Test
  void t04RefusesARevokedKeyOrCertificate() throws Exception {
    Path bundle = first();
    var certificate = builder(1).certificates().get(SignatureAlgorithm.ML_DSA_87);
    RoleTrust builders = bundles.policy().role(Role.BUILDER).orElseThrow();
    for (Revocation revocation :
        List.of(
            new Revocation(Revocation.Kind.CERTIFICATE, KeyId.of(certificate), "lost"),
            new Revocation(Revocation.Kind.KEY, KeyId.of(certificate.getPublicKey()), "lost"))) {
      TrustPolicy policy = withBuilders(bundles.policy(), builders, List.of(revocation));
      refused(verify(policy, ChainState.EMPTY, bundle), RefusalCode.CERTIFICATE_REVOKED);
    }
  }

  private static Path first() throws IOException {
    return bundles.signed(facts(1, Optional.empty()));
  }

  private static DevelopmentHierarchy.Member builder(int number) {
    return bundles.hierarchy().builders().get(number - 1);
  }

  private static Verdict.Refused refusedAtOnce(Path bundle, RefusalCode code) throws IOException {
    return refused(verify(bundles.policy(), ChainState.EMPTY, bundle), code);
  }
}
