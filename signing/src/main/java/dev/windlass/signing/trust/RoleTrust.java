package dev.windlass.signing.trust;

import dev.windlass.signing.cms.Signer;
import dev.windlass.signing.keys.SignatureAlgorithm;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Who holds a role, and how many of them it takes.
 *
 * @param threshold number of different holders that must sign, with each algorithm
 * @param certificates that are trusted themselves
 * @param authorities that are trusted about their holders
 */
public record RoleTrust(
    int threshold, List<X509Certificate> certificates, List<Authority> authorities) {
  public RoleTrust {
    certificates = List.copyOf(certificates);
    authorities = List.copyOf(authorities);
    if (threshold < 1) {
      throw new IllegalArgumentException("a threshold is at least 1");
    }
  }

  /** Whether the signer's certificate has the role. Its validity is not looked at here. */
  public boolean holds(Signer signer) {
    return certificates.contains(signer.certificate())
        || authorities.stream()
            .anyMatch(authority ->
                authority.vouchesFor(signer.certificate(), signer.others(), signer.signingTime()));
  }

  /** How many holders can sign with the algorithm, at least. */
  long capacity(SignatureAlgorithm algorithm) {
    return certificates.stream()
            .filter(certificate -> SignatureAlgorithm.of(certificate.getPublicKey()) == algorithm)
            .map(X509Certificate::getSubjectX500Principal)
            .distinct()
            .count()
        + authorities.stream().mapToLong(authority -> authority.subjects().size()).sum();
  }
}
