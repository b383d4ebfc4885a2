package dev.windlass.builder.fetch.terraform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/** An OpenPGP key whose every packet a test can choose. */
final class PublisherKey {
  private final PGPKeyPair pair;
  private PGPPublicKey key;

  private PublisherKey(PGPKeyPair pair) {
    this.pair = pair;
    this.key = pair.getPublicKey();
  }

  /** A key without user id or subkeys. */
  static PublisherKey create(Instant created) throws PGPException {
    Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
    generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
    return new PublisherKey(
        new BcPGPKeyPair(
            PublicKeyPacket.VERSION_4,
            PublicKeyAlgorithmTags.EDDSA_LEGACY,
            generator.generateKeyPair(),
            Date.from(created)));
  }

  /** Adds a user id that allows signing, from the key's creation on. */
  PublisherKey certified(Duration life) throws PGPException {
    PGPSignatureSubpacketGenerator facts = new PGPSignatureSubpacketGenerator();
    facts.setSignatureCreationTime(key.getCreationTime());
    facts.setKeyFlags(true, KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA);
    if (!life.isZero()) {
      facts.setKeyExpirationTime(true, life.toSeconds());
    }
    String user = "Publisher <publisher@example.test>";
    PGPSignatureGenerator generator = generator(PGPSignature.POSITIVE_CERTIFICATION, 0, facts);
    key = PGPPublicKey.addCertification(key, user, generator.generateCertification(user, key));
    return this;
  }

  /**
   * Revokes the key.
   *
   * @param reason of RFC 9580, section 5.2.3.31
   */
  PublisherKey revoked(byte reason, Instant when) throws PGPException {
    PGPSignatureSubpacketGenerator facts = new PGPSignatureSubpacketGenerator();
    facts.setSignatureCreationTime(Date.from(when));
    facts.setRevocationReason(true, reason, "");
    PGPSignatureGenerator generator = generator(PGPSignature.KEY_REVOCATION, 0, facts);
    key = PGPPublicKey.addCertification(key, generator.generateCertification(key));
    return this;
  }

  private PGPSignatureGenerator generator(int type, int hash, PGPSignatureSubpacketGenerator facts)
      throws PGPException {
    facts.setIssuerFingerprint(false, key);
    PGPSignatureGenerator generator =
        new PGPSignatureGenerator(
            new BcPGPContentSignerBuilder(
                PublicKeyAlgorithmTags.EDDSA_LEGACY, hash == 0 ? HashAlgorithmTags.SHA256 : hash),
            key);
    generator.init(type, pair.getPrivateKey());
    generator.setHashedSubpackets(facts.generate());
    return generator;
  }

  /** A detached signature. */
  byte[] sign(byte[] content, int hash, Instant when) throws PGPException, IOException {
    PGPSignatureSubpacketGenerator facts = new PGPSignatureSubpacketGenerator();
    facts.setSignatureCreationTime(Date.from(when));
    PGPSignatureGenerator generator = generator(PGPSignature.BINARY_DOCUMENT, hash, facts);
    generator.update(content);
    return generator.generate().getEncoded();
  }

  byte[] sign(byte[] content, Instant when) throws PGPException, IOException {
    return sign(content, HashAlgorithmTags.SHA256, when);
  }

  SigningKey publicKey() throws IOException {
    return SigningKey.parse(armor(key.getEncoded()));
  }

  /** This key with another as its subkey that nothing binds to it. */
  SigningKey withStolen(PublisherKey other) throws IOException {
    ByteArrayOutputStream packets = new ByteArrayOutputStream();
    packets.writeBytes(key.getEncoded());
    byte[] foreign = other.pair.getPublicKey().getEncoded();
    // The packet's tag says "public key"; made to say "public subkey".
    foreign[0] = (byte) ((foreign[0] & 0b1100_0011) | (14 << 2));
    packets.writeBytes(foreign);
    return SigningKey.parse(armor(packets.toByteArray()));
  }

  private static String armor(byte[] packets) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ArmoredOutputStream armored = ArmoredOutputStream.builder().build(out)) {
      armored.write(packets);
    }
    return out.toString(StandardCharsets.US_ASCII);
  }
}
