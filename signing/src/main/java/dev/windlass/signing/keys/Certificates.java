package dev.windlass.signing.keys;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

/** X.509 certificates as the JDK reads them. */
public final class Certificates {
  private Certificates() {}

  /**
   * @throws KeyException if the bytes are not one certificate in DER
   */
  public static X509Certificate parse(byte[] der) {
    try {
      var certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der));
      if (!Arrays.equals(certificate.getEncoded(), der)) {
        throw new KeyException("a certificate is not exactly its DER encoding");
      }
      return certificate;
    } catch (CertificateException e) {
      throw new KeyException("a certificate is malformed: " + e.getMessage(), e);
    }
  }

  /** The certificate's DER encoding. */
  public static byte[] der(X509Certificate certificate) {
    return KeyId.der(certificate);
  }

  /** The chain less the self-issued root that it may end in; a lone certificate stays. */
  static List<X509Certificate> withoutRoot(List<X509Certificate> chain) {
    X509Certificate last = chain.getLast();
    boolean root =
        chain.size() > 1 && last.getSubjectX500Principal().equals(last.getIssuerX500Principal());
    return List.copyOf(root ? chain.subList(0, chain.size() - 1) : chain);
  }
}
