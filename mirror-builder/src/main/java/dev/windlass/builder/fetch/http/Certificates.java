package dev.windlass.builder.fetch.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Adds certificate authorities of a PEM file to those that the JDK trusts. */
final class Certificates {
  private Certificates() {}

  /**
   * @throws IOException if the file cannot be read or holds no certificates
   */
  static void trustAlso(OkHttpClient.Builder client, Path pem) throws IOException {
    try {
      KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
      all.load(null, null);
      int count = 0;
      for (X509Certificate certificate : manager(null).getAcceptedIssuers()) {
        all.setCertificateEntry("jdk-" + count++, certificate);
      }
      try (InputStream in = Files.newInputStream(pem)) {
        for (Certificate certificate :
            CertificateFactory.getInstance("X.509").generateCertificates(in)) {
          all.setCertificateEntry("file-" + count++, certificate);
        }
      }
      X509TrustManager manager = manager(all);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {manager}, null);
      client.sslSocketFactory(context.getSocketFactory(), manager);
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "tried to read certificates from " + pem + ", but " + e.getMessage(), e);
    }
  }

  private static X509TrustManager manager(@Nullable KeyStore authorities)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(authorities);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        return x509;
      }
    }
    throw new GeneralSecurityException("this Java runtime has no X.509 trust manager");
  }
}
