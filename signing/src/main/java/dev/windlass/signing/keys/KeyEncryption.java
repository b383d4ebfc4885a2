package dev.windlass.signing.keys;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** Encrypted PKCS#8 (PBES2 of RFC 8018), by the JDK: its key derivation is many times faster. */
final class KeyEncryption {
  private static final String CIPHER = "PBEWithHmacSHA512AndAES_256";
  private static final int ITERATIONS = 100_000;
  private static final int SALT_BYTES = 16;

  private KeyEncryption() {}

  static byte[] encrypt(byte[] pkcs8, Passphrase passphrase) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(
          Cipher.ENCRYPT_MODE, secret(CIPHER, passphrase), new PBEParameterSpec(salt, ITERATIONS));
      var algorithm =
          new AlgorithmIdentifier(
              PKCSObjectIdentifiers.id_PBES2,
              ASN1Sequence.getInstance(cipher.getParameters().getEncoded()));
      return new org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo(
              algorithm, cipher.doFinal(pkcs8))
          .getEncoded();
    } catch (GeneralSecurityException | IOException e) {
      throw new KeyException("a private key cannot be encrypted", e);
    }
  }

  static PrivateKeyInfo decrypt(
      PKCS8EncryptedPrivateKeyInfo encrypted, Passphrase passphrase, Path file) throws IOException {
    if (passphrase.isEmpty()) {
      throw new KeyException(file + " is encrypted; name its passphrase");
    }
    try {
      var info = new EncryptedPrivateKeyInfo(encrypted.getEncoded());
      Cipher cipher = Cipher.getInstance(info.getAlgName());
      cipher.init(
          Cipher.DECRYPT_MODE, secret(info.getAlgName(), passphrase), info.getAlgParameters());
      return PrivateKeyInfo.getInstance(cipher.doFinal(info.getEncryptedData()));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new KeyException(
          file + " does not open with this passphrase, or is encrypted in an uncommon way", e);
    }
  }

  private static SecretKey secret(String cipher, Passphrase passphrase)
      throws GeneralSecurityException {
    return SecretKeyFactory.getInstance(cipher)
        .generateSecret(new PBEKeySpec(passphrase.characters()));
  }
}
