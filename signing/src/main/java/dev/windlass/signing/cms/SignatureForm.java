package dev.windlass.signing.cms;

import dev.windlass.signing.keys.Certificates;
import dev.windlass.signing.keys.SignatureAlgorithm;
import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;

/**
 * The one form of CMS that the format allows: SignedData version 1 in DER, no content inside, the
 * algorithm's own identifiers and no others, X.509 certificates and no revocation lists, signers by
 * issuer and serial number with signed attributes and without unsigned ones.
 */
final class SignatureForm {
  private static final int MAX_CERTIFICATES = 4 * SignatureReader.MAX_SIGNERS;

  private final List<Certificate> certificates;
  private final String place;

  private SignatureForm(List<Certificate> certificates, String place) {
    this.certificates = certificates;
    this.place = place;
  }

  /**
   * @throws RefusedException if the bytes have another form
   */
  static SignatureForm parse(SignatureAlgorithm algorithm, byte[] cms, String place)
      throws IOException {
    if (cms.length > SignatureReader.MAX_BYTES) {
      throw new RefusedException(
          RefusalCode.BUNDLE_OVERSIZE, place, "more than " + SignatureReader.MAX_BYTES + " bytes");
    }
    ASN1Primitive structure = ASN1Primitive.fromByteArray(cms);
    if (structure == null || !Arrays.equals(structure.getEncoded(ASN1Encoding.DER), cms)) {
      throw malformed(place, "not in DER");
    }
    ContentInfo outer = ContentInfo.getInstance(structure);
    if (!CMSObjectIdentifiers.signedData.equals(outer.getContentType())) {
      throw malformed(place, "not SignedData");
    }
    SignedData data = SignedData.getInstance(outer.getContent());
    checkWholeReading(data, outer.getContent(), place);
    ContentInfo inner = data.getEncapContentInfo();
    if (!data.getVersion().hasValue(1)
        || !CMSObjectIdentifiers.data.equals(inner.getContentType())
        || inner.getContent() != null) {
      throw malformed(place, "not a detached signature over data, version 1");
    }
    if (data.getSignerInfos().size() == 0) {
      throw new RefusedException(RefusalCode.SIGNATURE_NO_SIGNER, place, "nobody has signed");
    }
    if (data.getCRLs() != null || data.getSignerInfos().size() > SignatureReader.MAX_SIGNERS) {
      throw malformed(place, "carries revocation lists or too many signers");
    }
    checkDigests(algorithm, data.getDigestAlgorithms(), place);
    SignatureForm form = new SignatureForm(certificates(data.getCertificates(), place), place);
    for (ASN1Encodable signer : data.getSignerInfos()) {
      SignerInfo info = SignerInfo.getInstance(signer);
      checkWholeReading(info, signer, place);
      form.checkSigner(algorithm, info);
    }
    return form;
  }

  /** Bouncy Castle overlooks some wrong tags; what it would not write itself is refused. */
  private static void checkWholeReading(ASN1Object read, ASN1Encodable original, String place)
      throws IOException {
    byte[] bytes = original.toASN1Primitive().getEncoded(ASN1Encoding.DER);
    if (!Arrays.equals(read.getEncoded(ASN1Encoding.DER), bytes)) {
      throw malformed(place, "has something in it that CMS does not know");
    }
  }

  private static List<Certificate> certificates(ASN1Set set, String place) {
    List<Certificate> certificates = new ArrayList<>();
    if (set != null) {
      for (ASN1Encodable element : set) {
        if (element instanceof ASN1TaggedObject || !(element instanceof ASN1Sequence)) {
          throw malformed(place, "carries something else than X.509 certificates");
        }
        certificates.add(Certificate.getInstance(element));
      }
    }
    if (certificates.size() > MAX_CERTIFICATES) {
      throw malformed(place, "carries more than " + MAX_CERTIFICATES + " certificates");
    }
    return certificates;
  }

  private static void checkDigests(SignatureAlgorithm algorithm, ASN1Set digests, String place) {
    if (digests.size() != 1
        || !isDigest(algorithm, AlgorithmIdentifier.getInstance(digests.getObjectAt(0)))) {
      throw algorithm(place, "the content is hashed with something else than " + algorithm);
    }
  }

  /** RFC 5754: absent parameters are right, and NULL must be read too. */
  private static boolean isDigest(SignatureAlgorithm algorithm, AlgorithmIdentifier identifier) {
    return identifier.getAlgorithm().equals(algorithm.digestIdentifier().getAlgorithm())
        && (identifier.getParameters() == null
            || DERNull.INSTANCE.equals(identifier.getParameters()));
  }

  private void checkSigner(SignatureAlgorithm algorithm, SignerInfo signer) {
    if (!isDigest(algorithm, signer.getDigestAlgorithm())
        || !signer.getDigestEncryptionAlgorithm().equals(algorithm.signatureIdentifier())) {
      throw algorithm(place, "a signer used another algorithm than " + algorithm);
    }
    if (!signer.getVersion().hasValue(1)) {
      throw malformed(place, "a signer is not named by issuer and serial number");
    }
    if (signer.getAuthenticatedAttributes() == null) {
      throw new RefusedException(
          RefusalCode.SIGNATURE_ATTRIBUTES, place, "a signature has no signed attributes");
    }
    if (signer.getUnauthenticatedAttributes() != null) {
      throw malformed(place, "a signature has unsigned attributes");
    }
  }

  /** The DER of the one certificate that the signer names. */
  byte[] certificateOf(SignerInfo signer) throws IOException {
    IssuerAndSerialNumber id = IssuerAndSerialNumber.getInstance(signer.getSID().getId());
    byte[] wanted = id.getEncoded(ASN1Encoding.DER);
    List<Certificate> named = new ArrayList<>();
    for (Certificate certificate : certificates) {
      var own =
          new IssuerAndSerialNumber(
              certificate.getIssuer(), certificate.getSerialNumber().getValue());
      if (Arrays.equals(own.getEncoded(ASN1Encoding.DER), wanted)) {
        named.add(certificate);
      }
    }
    if (named.size() != 1) {
      throw malformed(place, "a signer's certificate is in the file " + named.size() + " times");
    }
    return named.getFirst().getEncoded(ASN1Encoding.DER);
  }

  List<X509Certificate> othersThan(byte[] der) throws IOException {
    List<X509Certificate> others = new ArrayList<>();
    for (Certificate certificate : certificates) {
      byte[] other = certificate.getEncoded(ASN1Encoding.DER);
      if (!Arrays.equals(other, der)) {
        others.add(Certificates.parse(other));
      }
    }
    return others;
  }

  void checkKey(SignatureAlgorithm algorithm, X509Certificate certificate) {
    try {
      if (SignatureAlgorithm.of(certificate.getPublicKey()) == algorithm) {
        return;
      }
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          RefusalCode.SIGNATURE_ALGORITHM, place, String.valueOf(e.getMessage()), e);
    }
    throw algorithm(place, "a signer's key is not for " + algorithm);
  }

  private static RefusedException malformed(String place, String reason) {
    return new RefusedException(RefusalCode.SIGNATURE_MALFORMED, place, reason);
  }

  private static RefusedException algorithm(String place, String reason) {
    return new RefusedException(RefusalCode.SIGNATURE_ALGORITHM, place, reason);
  }
}
