package dev.windlass.signing.keys;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;

/** Makes key pairs and certificates (RFC 5280; ML-DSA after RFC 9881). */
final class CertificateIssuer {
  private static final int SERIAL_BITS = 127;

  private final SignatureAlgorithm algorithm;
  private final Instant notBefore;
  private final Instant notAfter;

  CertificateIssuer(SignatureAlgorithm algorithm, Instant notBefore, Instant notAfter) {
    this.algorithm = algorithm;
    this.notBefore = notBefore;
    this.notAfter = notAfter;
  }

  /** By the JDK, whose encoding every other implementation reads; not so the other way round. */
  static KeyPair generate(SignatureAlgorithm algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.keyName());
      if (algorithm == SignatureAlgorithm.P384) {
        generator.initialize(new ECGenParameterSpec("secp384r1"));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new KeyException("this Java runtime makes no keys for " + algorithm, e);
    }
  }

  X509Certificate root(X500Principal name, KeyPair pair) {
    return issue(name, pair, name, pair, true);
  }

  X509Certificate leaf(X500Principal name, KeyPair pair, X500Principal issuer, KeyPair issuerKey) {
    return issue(name, pair, issuer, issuerKey, false);
  }

  private X509Certificate issue(
      X500Principal subject,
      KeyPair pair,
      X500Principal issuer,
      KeyPair issuerKey,
      boolean authority) {
    try {
      var extensions = new JcaX509ExtensionUtils();
      int usage = authority ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature;
      var builder =
          new JcaX509v3CertificateBuilder(
                  issuer,
                  new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS - 1),
                  Date.from(notBefore),
                  Date.from(notAfter),
                  subject,
                  pair.getPublic())
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(authority))
              .addExtension(Extension.keyUsage, true, new KeyUsage(usage))
              .addExtension(
                  Extension.subjectKeyIdentifier,
                  false,
                  extensions.createSubjectKeyIdentifier(pair.getPublic()))
              .addExtension(
                  Extension.authorityKeyIdentifier,
                  false,
                  extensions.createAuthorityKeyIdentifier(issuerKey.getPublic()));
      return Certificates.parse(
          builder.build(new KeySigner(algorithm, issuerKey.getPrivate())).getEncoded());
    } catch (GeneralSecurityException | IOException e) {
      throw new KeyException("a certificate for " + subject + " cannot be made", e);
    }
  }

  private record KeySigner(SignatureAlgorithm algorithm, PrivateKey key, ByteArrayOutputStream sink)
      implements ContentSigner {
    KeySigner(SignatureAlgorithm algorithm, PrivateKey key) {
      this(algorithm, key, new ByteArrayOutputStream());
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
      return algorithm.signatureIdentifier();
    }

    @Override
    public OutputStream getOutputStream() {
      return sink;
    }

    @Override
    public byte[] getSignature() {
      try {
        return RawSignature.make(algorithm, key, Optional.empty(), sink.toByteArray());
      } catch (GeneralSecurityException e) {
        throw new KeyException("a certificate cannot be signed", e);
      }
    }
  }
}
