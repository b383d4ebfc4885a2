package dev.windlass.signing.keys;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.jspecify.annotations.Nullable;

/** Keys and certificates as PEM text (RFC 7468), as OpenSSL reads and writes them. */
final class PemKeys {
  private static final String KEY_SUFFIX = ".key.pem";

  private PemKeys() {}

  static SigningKey load(Path file, Passphrase passphrase) throws IOException {
    PrivateKey key = null;
    List<X509Certificate> certificates = new ArrayList<>();
    for (Object item : items(file)) {
      switch (item) {
        case PrivateKeyInfo clear -> key = only(key, PrivateKeys.decode(clear), file);
        case PEMKeyPair pair -> key = only(key, PrivateKeys.decode(pair.getPrivateKeyInfo()), file);
        case PKCS8EncryptedPrivateKeyInfo encrypted ->
            key =
                only(
                    key,
                    PrivateKeys.decode(KeyEncryption.decrypt(encrypted, passphrase, file)),
                    file);
        case X509CertificateHolder holder ->
            certificates.add(Certificates.parse(holder.getEncoded()));
        default -> {} // EC parameters, comments of other tools
      }
    }
    if (key == null) {
      throw new KeyException(file + " has no private key (PKCS#8 or EC, in PEM)");
    }
    if (certificates.isEmpty()) {
      certificates.addAll(loadCertificates(beside(file)));
    }
    return new SigningKey(
        SignatureAlgorithm.of(key), key, Certificates.withoutRoot(certificates), Optional.empty());
  }

  private static PrivateKey only(@Nullable PrivateKey former, PrivateKey key, Path file) {
    if (former != null) {
      throw new KeyException(file + " has more than one private key");
    }
    return key;
  }

  private static Path beside(Path file) {
    String name = String.valueOf(file.getFileName());
    Path certificates =
        file.resolveSibling(name.replace(KEY_SUFFIX, DevelopmentHierarchy.CERTIFICATE_SUFFIX));
    if (!name.endsWith(KEY_SUFFIX) || !Files.exists(certificates)) {
      throw new KeyException(
          file + " has no certificate; append it, or put it beside NAME.key.pem as NAME.cert.pem");
    }
    return certificates;
  }

  static List<X509Certificate> loadCertificates(Path file) throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Object item : items(file)) {
      if (item instanceof X509CertificateHolder holder) {
        certificates.add(Certificates.parse(holder.getEncoded()));
      }
    }
    if (certificates.isEmpty()) {
      throw new KeyException(file + " has no certificate in PEM");
    }
    return certificates;
  }

  private static List<Object> items(Path file) throws IOException {
    List<Object> items = new ArrayList<>();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.US_ASCII);
        PEMParser parser = new PEMParser(reader)) {
      for (Object item = parser.readObject(); item != null; item = parser.readObject()) {
        items.add(item);
      }
    } catch (PEMException e) {
      throw new KeyException(file + " is no PEM file: " + e.getMessage(), e);
    }
    return items;
  }

  /** PKCS#8, encrypted with AES-256 unless there is no secret. */
  static String encode(PrivateKey key, Passphrase passphrase) {
    if (passphrase.isEmpty()) {
      return pem(new PemObject("PRIVATE KEY", key.getEncoded()));
    }
    return pem(
        new PemObject(
            "ENCRYPTED PRIVATE KEY", KeyEncryption.encrypt(key.getEncoded(), passphrase)));
  }

  static String encode(X509Certificate certificate) {
    return pem(new PemObject("CERTIFICATE", KeyId.der(certificate)));
  }

  private static String pem(PemObject object) {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(object);
    } catch (IOException e) {
      throw new KeyException("PEM cannot be written", e);
    }
    return text.toString();
  }
}
