package dev.windlass.signing.keys;

import java.security.AsymmetricKey;
import java.security.Key;
import java.security.interfaces.ECKey;
import java.security.spec.NamedParameterSpec;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * The two algorithms that sign a bundle, each with one hash and no other: the classical one of CNSA
 * 1.0 and the post-quantum one of CNSA 2.0.
 */
public enum SignatureAlgorithm {
  /** ECDSA on P-384 with SHA-384 (FIPS 186-5, RFC 5753). */
  P384("p384", "EC", "SHA384withECDSA", "SHA-384", "1.2.840.10045.4.3.3", "2.16.840.1.101.3.4.2.2"),
  /** ML-DSA-87 with SHA-512 over the content (FIPS 204, RFC 9882). */
  ML_DSA_87(
      "mldsa87",
      "ML-DSA-87",
      "ML-DSA-87",
      "SHA-512",
      "2.16.840.1.101.3.4.3.19",
      "2.16.840.1.101.3.4.2.3");

  private final String text;
  private final String keyName;
  private final String signatureName;
  private final String digestName;
  private final String signatureOid;
  private final String digestOid;

  SignatureAlgorithm(
      String text,
      String keyName,
      String signatureName,
      String digestName,
      String signatureOid,
      String digestOid) {
    this.text = text;
    this.keyName = keyName;
    this.signatureName = signatureName;
    this.digestName = digestName;
    this.signatureOid = signatureOid;
    this.digestOid = digestOid;
  }

  /**
   * @throws IllegalArgumentException if the text names no algorithm
   */
  public static SignatureAlgorithm parse(String text) {
    for (SignatureAlgorithm algorithm : values()) {
      if (algorithm.text.equals(text)) {
        return algorithm;
      }
    }
    throw new IllegalArgumentException("the algorithm is p384 or mldsa87, not " + text);
  }

  /**
   * The algorithm that a key, public or private, belongs to.
   *
   * @throws IllegalArgumentException if it belongs to none
   */
  public static SignatureAlgorithm of(Key key) {
    if (key instanceof ECKey ec && ec.getParams().getOrder().bitLength() == 384) {
      return P384;
    }
    String name = key.getAlgorithm().toUpperCase(Locale.ROOT);
    String parameters =
        key instanceof AsymmetricKey asymmetric
                && asymmetric.getParams() instanceof NamedParameterSpec named
            ? named.getName().toUpperCase(Locale.ROOT)
            : name;
    if (parameters.equals(ML_DSA_87.keyName)) {
      return ML_DSA_87;
    }
    throw new IllegalArgumentException(
        "a key signs bundles with P-384 or ML-DSA-87; this one is " + parameters);
  }

  /** The short name: {@code p384}, {@code mldsa87}. */
  public String text() {
    return text;
  }

  /** The file beside BUNDLE that carries this algorithm's signatures. */
  public String fileName() {
    return "BUNDLE." + text + ".p7s";
  }

  /** The name of the key's algorithm in the Java API. */
  String keyName() {
    return keyName;
  }

  /** The name of the signature's algorithm in the Java API. */
  String signatureName() {
    return signatureName;
  }

  /** The name of the content's hash in the Java API. */
  public String digestName() {
    return digestName;
  }

  /** What stands in a signature; its parameters are always absent. */
  public AlgorithmIdentifier signatureIdentifier() {
    return new AlgorithmIdentifier(new ASN1ObjectIdentifier(signatureOid));
  }

  /** The hash over the content, as it stands in a signature. */
  public AlgorithmIdentifier digestIdentifier() {
    return new AlgorithmIdentifier(new ASN1ObjectIdentifier(digestOid));
  }

  @Override
  public String toString() {
    return text;
  }
}
