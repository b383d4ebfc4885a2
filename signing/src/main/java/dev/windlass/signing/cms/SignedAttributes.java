package dev.windlass.signing.cms;

import dev.windlass.signing.keys.KeyException;
import dev.windlass.signing.keys.SignatureAlgorithm;
import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSAttributeTableGenerator;

/**
 * The signed attributes of the format, exactly these four: content type, message digest, signing
 * time (RFC 5652 section 11) and the signing certificate (RFC 5035), so that a signature cannot be
 * moved to another certificate of the same key.
 */
record SignedAttributes(Instant signingTime) {
  private static final ASN1ObjectIdentifier SIGNING_CERTIFICATE =
      PKCSObjectIdentifiers.id_aa_signingCertificateV2;
  private static final Set<ASN1ObjectIdentifier> TYPES =
      Set.of(
          CMSAttributes.contentType,
          CMSAttributes.messageDigest,
          CMSAttributes.signingTime,
          SIGNING_CERTIFICATE);
  private static final Map<ASN1ObjectIdentifier, String> CERTIFICATE_HASHES =
      Map.of(
          NISTObjectIdentifiers.id_sha256, "SHA-256",
          NISTObjectIdentifiers.id_sha384, "SHA-384",
          NISTObjectIdentifiers.id_sha512, "SHA-512");

  /** The attributes to sign. */
  static AttributeTable of(
      SignatureAlgorithm algorithm,
      Map<?, ?> parameters,
      X509CertificateHolder certificate,
      Instant signingTime) {
    byte[] digest = (byte[]) parameters.get(CMSAttributeTableGenerator.DIGEST);
    byte[] hash;
    try {
      hash = hash(algorithm.digestName(), certificate.getEncoded());
    } catch (IOException e) {
      throw new KeyException("a certificate cannot be encoded", e);
    }
    ASN1EncodableVector attributes = new ASN1EncodableVector();
    attributes.add(attribute(CMSAttributes.contentType, CMSObjectIdentifiers.data));
    attributes.add(attribute(CMSAttributes.messageDigest, new DEROctetString(digest)));
    attributes.add(attribute(CMSAttributes.signingTime, new Time(Date.from(signingTime))));
    attributes.add(
        attribute(
            SIGNING_CERTIFICATE,
            new SigningCertificateV2(new ESSCertIDv2(algorithm.digestIdentifier(), hash))));
    return new AttributeTable(attributes);
  }

  private static Attribute attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
    return new Attribute(type, new DERSet(value));
  }

  /**
   * Checks that the attributes are the four, each once and with one value, and speak of this
   * certificate. The message digest's value is checked with the signature.
   *
   * @throws RefusedException with {@code SIGNATURE_ATTRIBUTES}
   */
  static SignedAttributes check(ASN1Set attributes, byte[] certificate, String place) {
    Map<ASN1ObjectIdentifier, ASN1Encodable> values = new HashMap<>();
    for (ASN1Encodable element : attributes) {
      Attribute attribute = Attribute.getInstance(element);
      ASN1ObjectIdentifier type = attribute.getAttrType();
      if (!TYPES.contains(type)) {
        throw refused(place, "signed attribute " + type + " is not one of the format");
      }
      if (values.containsKey(type) || attribute.getAttrValues().size() != 1) {
        throw refused(place, "signed attribute " + type + " stands more than once, or is empty");
      }
      values.put(type, attribute.getAttrValues().getObjectAt(0));
    }
    if (!CMSObjectIdentifiers.data.equals(value(values, CMSAttributes.contentType, place))) {
      throw refused(place, "the signed content type is not data");
    }
    ASN1OctetString.getInstance(value(values, CMSAttributes.messageDigest, place));
    checkCertificate(value(values, SIGNING_CERTIFICATE, place), certificate, place);
    return new SignedAttributes(time(value(values, CMSAttributes.signingTime, place), place));
  }

  private static ASN1Encodable value(
      Map<ASN1ObjectIdentifier, ASN1Encodable> values, ASN1ObjectIdentifier type, String place) {
    ASN1Encodable value = values.get(type);
    if (value == null) {
      throw refused(place, "signed attribute " + type + " is absent");
    }
    return value;
  }

  private static void checkCertificate(ASN1Encodable value, byte[] certificate, String place) {
    ESSCertIDv2[] ids = SigningCertificateV2.getInstance(value).getCerts();
    if (ids.length == 0) {
      throw refused(place, "the signing certificate attribute names no certificate");
    }
    AlgorithmIdentifier algorithm = ids[0].getHashAlgorithm();
    String name = CERTIFICATE_HASHES.get(algorithm.getAlgorithm());
    if (name == null || !Arrays.equals(hash(name, certificate), ids[0].getCertHash())) {
      throw refused(place, "the signature was made for another certificate");
    }
  }

  private static Instant time(ASN1Encodable value, String place) {
    try {
      Time time = Time.getInstance(value);
      return time.getDate().toInstant();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new RefusedException(
          RefusalCode.SIGNATURE_ATTRIBUTES, place, "the signing time is malformed", e);
    }
  }

  private static byte[] hash(String name, byte[] content) {
    try {
      return MessageDigest.getInstance(name).digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime lacks " + name, e);
    }
  }

  private static RefusedException refused(String place, String reason) {
    return new RefusedException(RefusalCode.SIGNATURE_ATTRIBUTES, place, reason);
  }
}
