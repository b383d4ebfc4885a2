package dev.windlass.signing.trust;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/**
 * A certification authority that is believed about the holders named here, and about nobody else:
 * their keys may be renewed without a new policy.
 *
 * @param certificate of the authority
 * @param subjects the holders
 */
public record Authority(X509Certificate certificate, Set<X500Principal> subjects) {
  public Authority {
    subjects = Set.copyOf(subjects);
    if (subjects.isEmpty()) {
      throw new IllegalArgumentException("an authority is trusted for named subjects only");
    }
    if (certificate.getBasicConstraints() < 0) {
      throw new IllegalArgumentException(
          certificate.getSubjectX500Principal() + " is no certification authority");
    }
  }

  /**
   * Whether this authority vouches, directly or through intermediate ones (RFC 5280), for one of
   * its holders. Revocation is the policy's to know.
   */
  boolean vouchesFor(X509Certificate holder, List<X509Certificate> intermediates, Instant time) {
    if (!subjects.contains(holder.getSubjectX500Principal())) {
      return false;
    }
    try {
      X509CertSelector target = new X509CertSelector();
      target.setCertificate(holder);
      var parameters =
          new PKIXBuilderParameters(Set.of(new TrustAnchor(certificate, null)), target);
      List<X509Certificate> known = new ArrayList<>(intermediates);
      known.add(holder);
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(time));
      CertPathBuilder.getInstance("PKIX").build(parameters);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
