package dev.windlass.server.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * The server's certificate with its key.
 *
 * @param chain the server's certificate first
 * @param authority PEM of the certificate that clients are to trust
 */
public record ServerIdentity(PrivateKey key, List<X509Certificate> chain, String authority) {
  /** Protects the key store in memory, nothing else. */
  static final String STORE_PASSWORD = "memory";

  public ServerIdentity {
    chain = List.copyOf(chain);
  }

  /**
   * Reads a PEM chain and an unencrypted PKCS#8 key. The last certificate of the chain is the one
   * that clients are told to trust.
   */
  public static ServerIdentity read(Path certificates, Path key) throws IOException {
    try (var in = Files.newInputStream(certificates)) {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (chain.isEmpty()) {
        throw new IOException(certificates + " holds no certificate");
      }
      String authority = pem("CERTIFICATE", chain.getLast().getEncoded());
      String algorithm = chain.getFirst().getPublicKey().getAlgorithm();
      return new ServerIdentity(privateKey(key, algorithm), chain, authority);
    } catch (GeneralSecurityException e) {
      throw new IOException("tried to read the certificate " + certificates, e);
    }
  }

  static PrivateKey privateKey(Path file, String algorithm)
      throws IOException, GeneralSecurityException {
    String text = Files.readString(file);
    String begin = "-----BEGIN PRIVATE KEY-----";
    int from = text.indexOf(begin);
    int to = text.indexOf("-----END PRIVATE KEY-----");
    if (from < 0 || to < from) {
      throw new IOException(file + " is no unencrypted PKCS#8 key (BEGIN PRIVATE KEY)");
    }
    byte[] encoded = Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  static String pem(String type, byte[] content) {
    byte[] lineFeed = "\n".getBytes(StandardCharsets.US_ASCII);
    String text = Base64.getMimeEncoder(64, lineFeed).encodeToString(content);
    return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
  }

  KeyStore keyStore() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "server", key, STORE_PASSWORD.toCharArray(), chain.toArray(Certificate[]::new));
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
