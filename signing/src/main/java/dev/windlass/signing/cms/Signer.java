package dev.windlass.signing.cms;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * Who made a good signature, and when by their own account. Whether to believe them is for the
 * trust policy.
 *
 * @param certificate whose key signed
 * @param others the other certificates that came along, in no order: perhaps intermediate ones
 * @param signingTime as signed
 */
public record Signer(
    X509Certificate certificate, List<X509Certificate> others, Instant signingTime) {
  public Signer {
    others = List.copyOf(others);
  }
}
