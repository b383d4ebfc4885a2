package dev.windlass.signing.cms;

import dev.windlass.signing.keys.Certificates;
import dev.windlass.signing.keys.SignatureAlgorithm;
import dev.windlass.spec.Printable;
import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import java.io.IOException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignerDigestMismatchException;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * Verifies detached CMS: first the narrow form ({@link SignatureForm}), then each signature: Bouncy
 * Castle reads the structure, the JDK's own providers compute. (Bouncy Castle's provider alone
 * costs a second of processor time to set up.) Every signer in the file must be good; none is
 * skipped.
 */
public final class SignatureReader {
  /** Largest signature file, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  /** Most signers of one file. */
  static final int MAX_SIGNERS = 32;

  private SignatureReader() {}

  /**
   * The signers of the content, at least one, all different by their keys.
   *
   * @throws RefusedException with one of {@code SIGNATURE_…} and {@code SIGNER_DUPLICATED}; its
   *     place is the algorithm's file name
   */
  public static List<Signer> read(SignatureAlgorithm algorithm, byte[] cms, byte[] content) {
    String place = algorithm.fileName();
    try {
      SignatureForm form = SignatureForm.parse(algorithm, cms, place);
      CMSSignedData signed = new CMSSignedData(new CMSProcessableByteArray(content), cms);
      Set<PublicKey> keys = new HashSet<>();
      List<Signer> signers = new ArrayList<>();
      for (SignerInformation information : signed.getSignerInfos()) {
        Signer signer = verify(algorithm, form, information, place);
        if (!keys.add(signer.certificate().getPublicKey())) {
          throw new RefusedException(
              RefusalCode.SIGNER_DUPLICATED,
              place,
              name(signer.certificate()) + " stands there twice");
        }
        signers.add(signer);
      }
      return signers;
    } catch (RefusedException e) {
      throw e;
    } catch (CMSException | IOException | RuntimeException e) {
      // Bouncy Castle answers malformed structures with unchecked exceptions of many kinds.
      throw new RefusedException(
          RefusalCode.SIGNATURE_MALFORMED, place, "not the CMS that the format asks for", e);
    }
  }

  private static Signer verify(
      SignatureAlgorithm algorithm, SignatureForm form, SignerInformation information, String place)
      throws IOException {
    SignerInfo info = information.toASN1Structure();
    byte[] der = form.certificateOf(info);
    X509Certificate certificate = Certificates.parse(der);
    form.checkKey(algorithm, certificate);
    SignedAttributes attributes =
        SignedAttributes.check(info.getAuthenticatedAttributes(), der, place);
    boolean good;
    try {
      good =
          information.verify(
              new JcaSimpleSignerInfoVerifierBuilder().build(certificate.getPublicKey()));
    } catch (CMSSignerDigestMismatchException e) {
      throw new RefusedException(
          RefusalCode.SIGNATURE_INVALID,
          place,
          name(certificate) + " signed other content than this BUNDLE",
          e);
    } catch (CMSException | OperatorCreationException e) {
      throw new RefusedException(
          RefusalCode.SIGNATURE_INVALID,
          place,
          "the signature of " + name(certificate) + " does not verify: " + e.getMessage(),
          e);
    }
    if (!good) {
      throw new RefusedException(
          RefusalCode.SIGNATURE_INVALID,
          place,
          "the signature of " + name(certificate) + " does not verify");
    }
    return new Signer(certificate, form.othersThan(der), attributes.signingTime());
  }

  private static String name(X509Certificate certificate) {
    return Printable.escape(certificate.getSubjectX500Principal().getName());
  }
}
