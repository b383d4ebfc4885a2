package dev.windlass.builder.fetch.terraform;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPSignatureException;
import org.bouncycastle.openpgp.api.OpenPGPDetachedSignatureProcessor;
import org.bouncycastle.openpgp.api.OpenPGPSignature.OpenPGPDocumentSignature;
import org.bouncycastle.openpgp.api.exception.MissingIssuerCertException;

/**
 * Checks a detached OpenPGP signature (RFC 9580). The key must have been valid, bound to its
 * certificate and not revoked when it signed, and a revocation for compromise counts for all time;
 * a key that has expired since then still vouches for what it signed before, as publishers do not
 * sign old releases again. MD5, SHA-1 and RIPEMD signatures are refused whatever their date.
 */
final class ReleaseSignature {
  private static final Set<Integer> HASHES =
      Set.of(
          HashAlgorithmTags.SHA256,
          HashAlgorithmTags.SHA384,
          HashAlgorithmTags.SHA512,
          HashAlgorithmTags.SHA3_256,
          HashAlgorithmTags.SHA3_512);
  private static final Duration CLOCK_SKEW = Duration.ofHours(24);

  private final Clock clock;

  ReleaseSignature(Clock clock) {
    this.clock = clock;
  }

  /**
   * The key of {@code keys} that validly signed the content.
   *
   * @param signature binary or ASCII armour
   * @throws IllegalArgumentException with the reason if there is none
   */
  SigningKey verify(byte[] content, byte[] signature, List<SigningKey> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(
          "none of the keys that the registry names is accepted, or it names none");
    }
    List<String> flaws = new ArrayList<>();
    for (SigningKey key : keys) {
      for (OpenPGPDocumentSignature found : signatures(content, signature, key, flaws)) {
        String flaw = flaw(found);
        if (flaw.isEmpty()) {
          return key;
        }
        flaws.add("by key " + key.id() + ": " + flaw);
      }
    }
    throw new IllegalArgumentException(
        flaws.isEmpty() ? "it is not made by any of the keys " + ids(keys) : flaws.getLast());
  }

  /** Those that the key made; what the library refuses before is told in {@code flaws}. */
  private static List<OpenPGPDocumentSignature> signatures(
      byte[] content, byte[] signature, SigningKey key, List<String> flaws) {
    try {
      var processor = new OpenPGPDetachedSignatureProcessor();
      key.certificates().forEach(processor::addVerificationCertificate);
      processor.setExceptionCallback(e -> {
        if (!(e instanceof MissingIssuerCertException)) {
          flaws.add(String.valueOf(e.getMessage()));
        }
      });
      processor.addSignatures(new ByteArrayInputStream(signature));
      return processor.process(new ByteArrayInputStream(content));
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("it is malformed: " + e.getMessage(), e);
    }
  }

  /** What is wrong with a signature by a known key; empty if nothing. */
  private String flaw(OpenPGPDocumentSignature signature) {
    if (!HASHES.contains(signature.getSignature().getHashAlgorithm())) {
      return "its hash algorithm is too weak";
    }
    if (!signature.isTestedCorrect()) {
      return "it does not match the content";
    }
    Date created = signature.getCreationTime();
    if (created.toInstant().isAfter(clock.instant().plus(CLOCK_SKEW))) {
      return "it is dated in the future, " + created.toInstant();
    }
    Date expires = signature.getExpirationTime();
    if (expires != null && !expires.toInstant().isAfter(clock.instant())) {
      return "it expired at " + expires.toInstant();
    }
    try {
      return signature.isValid() ? "" : "the key was expired, revoked or no signing key then";
    } catch (PGPSignatureException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String ids(List<SigningKey> keys) {
    return String.join(", ", keys.stream().map(SigningKey::id).toList());
  }
}
