package dev.windlass.signing.trust;

import java.util.Locale;

/** What a signer may sign. No key counts in a role that the policy does not give it. */
public enum Role {
  /** The next trust policy. */
  ROOT,
  /** Bundles. */
  BUILDER,
  /** Approvals of bundles. */
  APPROVER;

  /** The name in policies and reports. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
