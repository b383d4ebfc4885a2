package dev.windlass.builder.fetch.terraform;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPKeyReader;

/**
 * An OpenPGP key that may sign releases.
 *
 * @param armor the key in ASCII armour, as it came
 * @param certificates what is in it: one as a rule
 */
record SigningKey(String armor, List<OpenPGPCertificate> certificates) {
  SigningKey {
    certificates = List.copyOf(certificates);
  }

  /**
   * @throws IllegalArgumentException if the text holds no OpenPGP key
   */
  static SigningKey parse(String armor) {
    try {
      var certificates = new OpenPGPKeyReader().parseCertificates(armor);
      if (certificates.isEmpty()) {
        throw new IllegalArgumentException("no OpenPGP public key in the text");
      }
      return new SigningKey(armor, certificates);
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("not an OpenPGP public key: " + e.getMessage(), e);
    }
  }

  /**
   * @param fingerprint of a primary key, lower-case hex
   */
  boolean hasFingerprint(String fingerprint) {
    return certificates.stream()
        .anyMatch(certificate ->
            HexFormat.of().formatHex(certificate.getFingerprint()).equals(fingerprint));
  }

  /** The long key id of the primary key, 16 upper-case hex digits, as registries write it. */
  String id() {
    return HexFormat.of()
        .toHexDigits(certificates.getFirst().getKeyIdentifier().getKeyId())
        .toUpperCase(Locale.ROOT);
  }
}
