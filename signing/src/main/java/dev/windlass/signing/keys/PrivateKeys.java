package dev.windlass.signing.keys;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/** Turns PKCS#8 into keys of the JDK, whoever wrote it. */
final class PrivateKeys {
  private PrivateKeys() {}

  static PrivateKey decode(PrivateKeyInfo info) {
    var algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
    try {
      if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
        return jdk(SignatureAlgorithm.P384, info);
      }
      if (algorithm.equals(NISTObjectIdentifiers.id_ml_dsa_87)) {
        return jdk(SignatureAlgorithm.ML_DSA_87, expanded(info));
      }
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw new KeyException("a private key is malformed: " + e.getMessage(), e);
    }
    throw new KeyException("a key signs bundles with P-384 or ML-DSA-87, not " + algorithm);
  }

  private static PrivateKey jdk(SignatureAlgorithm algorithm, PrivateKeyInfo info)
      throws GeneralSecurityException, IOException {
    return KeyFactory.getInstance(algorithm.keyName())
        .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
  }

  /** Of the three forms of RFC 9881 (seed, expanded key, both) JDK 25 reads the second only. */
  private static PrivateKeyInfo expanded(PrivateKeyInfo info) throws IOException {
    var key = (MLDSAPrivateKeyParameters) PrivateKeyFactory.createKey(info);
    return new PrivateKeyInfo(info.getPrivateKeyAlgorithm(), new DEROctetString(key.getEncoded()));
  }
}
