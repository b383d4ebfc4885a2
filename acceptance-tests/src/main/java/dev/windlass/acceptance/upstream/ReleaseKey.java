package dev.windlass.acceptance.upstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.PGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/**
 * An OpenPGP key pair of a publisher who signs releases: RSA and SHA-512, with the key flags in the
 * certification of the user id, as GnuPG writes them and Terraform reads them.
 */
public final class ReleaseKey {
  private static final int RSA_BITS = 3072;
  private static final PGPContentSignerBuilder SIGNER =
      new BcPGPContentSignerBuilder(PublicKeyAlgorithmTags.RSA_GENERAL, HashAlgorithmTags.SHA512);

  private final PGPKeyPair pair;
  private final PGPPublicKeyRing ring;

  /** Makes a fresh key. */
  public ReleaseKey(String userId) {
    try {
      RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
      generator.init(
          new RSAKeyGenerationParameters(
              BigInteger.valueOf(0x10001), new SecureRandom(), RSA_BITS, 100));
      pair =
          new BcPGPKeyPair(
              PublicKeyPacket.VERSION_4,
              PublicKeyAlgorithmTags.RSA_GENERAL,
              generator.generateKeyPair(),
              Date.from(Instant.now()));
      PGPSignatureSubpacketGenerator facts = new PGPSignatureSubpacketGenerator();
      facts.setKeyFlags(true, KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA);
      ring =
          new PGPKeyRingGenerator(
                  PGPSignature.POSITIVE_CERTIFICATION,
                  pair,
                  userId,
                  new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
                  facts.generate(),
                  null,
                  SIGNER,
                  null)
              .generatePublicKeyRing();
    } catch (PGPException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The long key id, 16 upper-case hex digits. */
  public String id() {
    return HexFormat.of().toHexDigits(pair.getKeyID()).toUpperCase(Locale.ROOT);
  }

  /** Lower-case hex. */
  public String fingerprint() {
    return HexFormat.of().formatHex(pair.getPublicKey().getFingerprint());
  }

  /** The public key in ASCII armour. */
  public String armor() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ArmoredOutputStream armored = ArmoredOutputStream.builder().build(out)) {
      ring.encode(armored);
    }
    return out.toString(StandardCharsets.US_ASCII);
  }

  /** A detached binary signature. */
  public byte[] sign(byte[] content) throws IOException {
    try {
      PGPSignatureGenerator generator = new PGPSignatureGenerator(SIGNER, pair.getPublicKey());
      generator.init(PGPSignature.BINARY_DOCUMENT, pair.getPrivateKey());
      PGPSignatureSubpacketGenerator facts = new PGPSignatureSubpacketGenerator();
      facts.setIssuerFingerprint(false, pair.getPublicKey());
      facts.setSignatureCreationTime(Date.from(Instant.now()));
      generator.setHashedSubpackets(facts.generate());
      generator.update(content);
      return generator.generate().getEncoded();
    } catch (PGPException e) {
      throw new IOException(e);
    }
  }
}
