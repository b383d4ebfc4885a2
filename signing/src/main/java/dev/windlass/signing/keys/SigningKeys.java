package dev.windlass.signing.keys;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * All that a program does with keys:
 *
 * <pre>{@code
 * try (Passphrase secret = Passphrase.resolve("env:KEY_PASSPHRASE", System.getenv(), System.in)) {
 *   SigningKeys.createDevelopmentHierarchy(directory, DevelopmentHierarchy.Plan.small(), secret, clock);
 *   SigningKey key = SigningKeys.load(KeySource.parse("keys/builder-1.p384.key.pem"), secret);
 *   byte[] cms = DetachedSignatures.sign(SignatureAlgorithm.P384, bundle, List.of(key), clock.instant());
 * }
 * }</pre>
 */
public final class SigningKeys {
  private SigningKeys() {}

  /**
   * Makes a hierarchy in {@code directory}, which may exist; no file in it is ever replaced.
   *
   * @param passphrase encrypts all private keys; an empty one leaves them in clear, with mode 0600
   * @throws KeyException if a key of the same name is there already
   */
  public static DevelopmentHierarchy createDevelopmentHierarchy(
      Path directory, DevelopmentHierarchy.Plan plan, Passphrase passphrase, Clock clock)
      throws IOException {
    try {
      return DevelopmentHierarchy.create(
          directory, plan, passphrase, clock.instant().truncatedTo(ChronoUnit.SECONDS));
    } catch (FileAlreadyExistsException e) {
      throw new KeyException(
          e.getFile() + " is there already; keys are never replaced, name another directory", e);
    }
  }

  /**
   * Loads the key and its certificates.
   *
   * @param passphrase of the file, or the token's PIN
   * @throws KeyException if it is not there, does not open, or is for no algorithm that signs
   *     bundles
   */
  public static SigningKey load(KeySource source, Passphrase passphrase) throws IOException {
    return switch (source) {
      case KeySource.Pem pem -> PemKeys.load(pem.file(), passphrase);
      case KeySource.Pkcs12 pkcs12 -> StoredKeys.load(pkcs12, passphrase);
      case KeySource.Pkcs11 pkcs11 -> StoredKeys.load(pkcs11, passphrase);
    };
  }

  /** Loads the certificates of a PEM file, in its order. */
  public static List<X509Certificate> loadCertificates(Path file) throws IOException {
    return PemKeys.loadCertificates(file);
  }
}
