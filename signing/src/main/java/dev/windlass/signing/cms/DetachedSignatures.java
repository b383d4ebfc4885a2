package dev.windlass.signing.cms;

import dev.windlass.signing.keys.KeyException;
import dev.windlass.signing.keys.SignatureAlgorithm;
import dev.windlass.signing.keys.SigningKey;
import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** Makes detached CMS in DER: one file carries the signatures of one algorithm. */
public final class DetachedSignatures {
  private DetachedSignatures() {}

  /**
   * Signs the content with each key.
   *
   * @param keys all of this algorithm, no two the same
   * @param signingTime written into the signatures, in whole seconds
   * @return the DER encoding of a ContentInfo
   */
  public static byte[] sign(
      SignatureAlgorithm algorithm,
      byte[] content,
      Collection<SigningKey> keys,
      Instant signingTime) {
    if (keys.isEmpty()) {
      throw new KeyException("nobody signs: name a key for " + algorithm);
    }
    return generate(new CMSSignedDataGenerator(), algorithm, content, keys, signingTime);
  }

  /**
   * Adds the signature of one more key to signatures made before, for a threshold above one. The
   * former signatures must verify.
   *
   * @throws KeyException if the key has signed already
   */
  public static byte[] add(byte[] cms, byte[] content, SigningKey key, Instant signingTime) {
    SignatureAlgorithm algorithm = key.algorithm();
    for (Signer signer : SignatureReader.read(algorithm, cms, content)) {
      if (signer.certificate().getPublicKey().equals(key.certificate().getPublicKey())) {
        throw new KeyException(key.certificate().getSubjectX500Principal() + " has signed already");
      }
    }
    try {
      CMSSignedData former = new CMSSignedData(cms);
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      generator.addSigners(former.getSignerInfos());
      generator.addCertificates(former.getCertificates());
      return generate(generator, algorithm, content, List.of(key), signingTime);
    } catch (CMSException e) {
      throw new IllegalStateException("signatures that were just read do not read again", e);
    }
  }

  private static byte[] generate(
      CMSSignedDataGenerator generator,
      SignatureAlgorithm algorithm,
      byte[] content,
      Collection<SigningKey> keys,
      Instant signingTime) {
    try {
      for (SigningKey key : keys) {
        if (key.algorithm() != algorithm) {
          throw new KeyException("a signature file for " + algorithm + " takes no " + key);
        }
        generator.addSignerInfoGenerator(signer(key, signingTime));
        for (X509Certificate certificate : key.certificates()) {
          generator.addCertificate(new JcaX509CertificateHolder(certificate));
        }
      }
      return generator
          .generate(new CMSProcessableByteArray(content), false)
          .getEncoded(ASN1Encoding.DER);
    } catch (CMSException | CertificateEncodingException | IOException e) {
      throw new KeyException("tried to sign for " + algorithm + ", but " + e.getMessage(), e);
    }
  }

  private static SignerInfoGenerator signer(SigningKey key, Instant signingTime) {
    try {
      X509CertificateHolder certificate = new JcaX509CertificateHolder(key.certificate());
      return new SignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
          .setContentDigest(key.algorithm().digestIdentifier())
          .setSignedAttributeGenerator(parameters ->
              SignedAttributes.of(key.algorithm(), parameters, certificate, signingTime))
          .build(new KeySigner(key), certificate);
    } catch (OperatorCreationException | CertificateEncodingException e) {
      throw new KeyException("tried to sign as " + key + ", but " + e.getMessage(), e);
    }
  }
}
