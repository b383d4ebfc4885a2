package dev.windlass.spec.volume;

import dev.windlass.spec.content.RootedPath;

/** The names that may stand in a bundle's root beside its volumes. */
public final class RootNames {
  /** Detached CMS by ECDSA P-384. */
  public static final String P384_SIGNATURE = "BUNDLE.p384.p7s";

  /** Detached CMS by ML-DSA-87. */
  public static final String MLDSA87_SIGNATURE = "BUNDLE.mldsa87.p7s";

  /** Keyless signature; its reading comes later. */
  public static final String SIGSTORE = "BUNDLE.sigstore.json";

  /** Countersignatures by approvers, one file each. */
  public static final String APPROVALS = "approvals";

  /** Trust policy documents, for information. */
  public static final String TRUST = "trust";

  /** What changed against the base, for people. */
  public static final RootedPath CHANGES = RootedPath.parse("CHANGES.txt");

  /** How to check the bundle without this program. */
  public static final RootedPath VERIFY = RootedPath.parse("VERIFY.txt");

  private RootNames() {}
}
