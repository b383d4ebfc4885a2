package dev.windlass.signing.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.signing.keys.DevelopmentHierarchy;
import dev.windlass.signing.keys.KeyException;
import dev.windlass.signing.keys.KeySource;
import dev.windlass.signing.keys.Passphrase;
import dev.windlass.signing.keys.SignatureAlgorithm;
import dev.windlass.signing.keys.SigningKey;
import dev.windlass.signing.keys.SigningKeys;
import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

public class DetachedSignaturesTest {
  private static final Instant NOW = Instant.parse("2026-11-24T07:00:00Z");
  private static final byte[] CONTENT = "# format: 1\n".getBytes(StandardCharsets.UTF_8);

  @TempDir static Path directory;

  @BeforeAll
  static void makeKeys() throws Exception {
    SigningKeys.createDevelopmentHierarchy(
        directory,
        new DevelopmentHierarchy.Plan("Test", 2, 0, Duration.ofDays(1)),
        Passphrase.of(""),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static SigningKey key(int builder, SignatureAlgorithm algorithm) throws Exception {
    String name = "builder-" + builder + "." + algorithm + ".key.pem";
    return SigningKeys.load(new KeySource.Pem(directory.resolve(name)), Passphrase.of(""));
  }

  @ParameterizedTest
  @EnumSource
  void readsWhatItSigned(SignatureAlgorithm algorithm) throws Exception {
    SigningKey key = key(1, algorithm);
    byte[] cms = DetachedSignatures.sign(algorithm, CONTENT, List.of(key), NOW);
    List<Signer> signers = SignatureReader.read(algorithm, cms, CONTENT);
    assertThat(signers).hasSize(1);
    assertThat(signers.getFirst().certificate()).isEqualTo(key.certificate());
    assertThat(signers.getFirst().signingTime()).isEqualTo(NOW);
  }

  @ParameterizedTest
  @EnumSource
  void takesSeveralSignersAtOnceOrLater(SignatureAlgorithm algorithm) throws Exception {
    SigningKey one = key(1, algorithm);
    SigningKey two = key(2, algorithm);
    byte[] both = DetachedSignatures.sign(algorithm, CONTENT, List.of(one, two), NOW);
    assertThat(SignatureReader.read(algorithm, both, CONTENT)).hasSize(2);
    byte[] first = DetachedSignatures.sign(algorithm, CONTENT, List.of(one), NOW);
    byte[] added = DetachedSignatures.add(first, CONTENT, two, NOW.plusSeconds(60));
    assertThat(SignatureReader.read(algorithm, added, CONTENT))
        .extracting(Signer::certificate)
        .containsExactlyInAnyOrder(one.certificate(), two.certificate());
    assertThatThrownBy(() -> DetachedSignatures.add(added, CONTENT, one, NOW))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("has signed already");
  }

  @ParameterizedTest
  @EnumSource
  void refusesEveryFlippedByte(SignatureAlgorithm algorithm) throws Exception {
    byte[] cms = DetachedSignatures.sign(algorithm, CONTENT, List.of(key(1, algorithm)), NOW);
    int step = algorithm == SignatureAlgorithm.P384 ? 1 : 37;
    for (int i = 0; i < cms.length; i += step) {
      byte[] changed = cms.clone();
      changed[i] ^= 1;
      try {
        List<Signer> signers = SignatureReader.read(algorithm, changed, CONTENT);
        // The certificate's own signature is the trust policy's to check, not this reader's.
        assertThat(signers.getFirst().certificate())
            .as("byte %d", i)
            .isNotEqualTo(key(1, algorithm).certificate());
      } catch (RefusedException e) {
        assertThat(e.code().step()).isLessThanOrEqualTo(2);
      }
    }
  }

  @Test
  void refusesOtherContent() throws Exception {
    byte[] cms = p384();
    refused(
        RefusalCode.SIGNATURE_INVALID,
        () -> SignatureReader.read(SignatureAlgorithm.P384, cms, new byte[] {1}));
  }

  @Test
  void refusesTheOtherAlgorithm() throws Exception {
    byte[] cms = p384();
    refused(
        RefusalCode.SIGNATURE_ALGORITHM,
        () -> SignatureReader.read(SignatureAlgorithm.ML_DSA_87, cms, CONTENT));
  }

  @Test
  void refusesTrailingBytesAndGarbage() throws Exception {
    byte[] cms = p384();
    for (byte[] bad :
        List.of(Arrays.copyOf(cms, cms.length + 1), Arrays.copyOf(cms, 40), new byte[0])) {
      refused(
          RefusalCode.SIGNATURE_MALFORMED,
          () -> SignatureReader.read(SignatureAlgorithm.P384, bad, CONTENT));
    }
  }

  @Test
  void refusesContentInside() throws Exception {
    SignedData data = data(p384());
    ContentInfo inside = new ContentInfo(CMSObjectIdentifiers.data, new DEROctetString(CONTENT));
    refusedForm(
        RefusalCode.SIGNATURE_MALFORMED,
        new SignedData(
            data.getDigestAlgorithms(),
            inside,
            data.getCertificates(),
            null,
            data.getSignerInfos()));
  }

  @Test
  void refusesNoSigner() throws Exception {
    refusedForm(RefusalCode.SIGNATURE_NO_SIGNER, withSigners(data(p384())));
  }

  @Test
  void refusesTheSameSignerTwice() throws Exception {
    SigningKey key = key(1, SignatureAlgorithm.P384);
    SignedData first = data(p384());
    SignedData second =
        data(
            DetachedSignatures.sign(
                SignatureAlgorithm.P384, CONTENT, List.of(key), NOW.plusSeconds(1)));
    refusedForm(RefusalCode.SIGNER_DUPLICATED, withSigners(first, signer(first), signer(second)));
  }

  @Test
  void refusesASignatureWithoutSignedAttributes() throws Exception {
    SignedData data = data(p384());
    SignerInfo signer = signer(data);
    refusedForm(
        RefusalCode.SIGNATURE_ATTRIBUTES,
        withSigners(
            data,
            new SignerInfo(
                signer.getSID(),
                signer.getDigestAlgorithm(),
                (org.bouncycastle.asn1.ASN1Set) null,
                signer.getDigestEncryptionAlgorithm(),
                signer.getEncryptedDigest(),
                null)));
  }

  @Test
  void refusesAMissingOrDoubledAttribute() throws Exception {
    SignedData data = data(p384());
    SignerInfo signer = signer(data);
    for (int left = 0; left < 4; left++) {
      ASN1EncodableVector fewer = new ASN1EncodableVector();
      ASN1EncodableVector more = new ASN1EncodableVector();
      for (int i = 0; i < 4; i++) {
        if (i != left) {
          fewer.add(signer.getAuthenticatedAttributes().getObjectAt(i));
        }
        more.add(signer.getAuthenticatedAttributes().getObjectAt(i));
      }
      more.add(signer.getAuthenticatedAttributes().getObjectAt(left));
      refusedForm(
          RefusalCode.SIGNATURE_ATTRIBUTES,
          withSigners(data, withAttributes(signer, new DERSet(fewer))));
      refusedForm(
          RefusalCode.SIGNATURE_ATTRIBUTES,
          withSigners(data, withAttributes(signer, new DERSet(more))));
    }
  }

  private static SignerInfo withAttributes(SignerInfo signer, DERSet attributes) {
    return new SignerInfo(
        signer.getSID(),
        signer.getDigestAlgorithm(),
        attributes,
        signer.getDigestEncryptionAlgorithm(),
        signer.getEncryptedDigest(),
        null);
  }

  private static byte[] p384() throws Exception {
    return DetachedSignatures.sign(
        SignatureAlgorithm.P384, CONTENT, List.of(key(1, SignatureAlgorithm.P384)), NOW);
  }

  private static SignedData data(byte[] cms) {
    return SignedData.getInstance(ContentInfo.getInstance(cms).getContent());
  }

  private static SignerInfo signer(SignedData data) {
    return SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
  }

  private static SignedData withSigners(SignedData data, SignerInfo... signers) {
    return new SignedData(
        data.getDigestAlgorithms(),
        data.getEncapContentInfo(),
        data.getCertificates(),
        null,
        new DERSet(signers));
  }

  private static void refusedForm(RefusalCode code, SignedData data) throws Exception {
    byte[] cms =
        new ContentInfo(CMSObjectIdentifiers.signedData, data).getEncoded(ASN1Encoding.DER);
    refused(code, () -> SignatureReader.read(SignatureAlgorithm.P384, cms, CONTENT));
  }

  private static void refused(RefusalCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
  }
}
