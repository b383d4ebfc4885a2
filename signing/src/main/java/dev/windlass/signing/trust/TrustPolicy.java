package dev.windlass.signing.trust;

import dev.windlass.signing.keys.KeyId;
import dev.windlass.signing.keys.SignatureAlgorithm;
import dev.windlass.spec.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A receiver's trust policy, pinned at the receiver and never taken from a medium.
 *
 * @param version from 1, one more at each change
 * @param audience who we are
 * @param streams that we accept
 * @param markings that we may hold
 * @param maximumSequenceJump how far ahead of the last accepted sequence a bundle may claim to be
 *     before it is an attack rather than a gap; also the largest first sequence
 * @param deltas whether bundles may carry deltas
 * @param algorithms each of which must have signed
 * @param roles who holds them; the builder's is always there
 * @param revoked counts in no role
 */
public record TrustPolicy(
    int version,
    String audience,
    Set<String> streams,
    Set<String> markings,
    long maximumSequenceJump,
    boolean deltas,
    Set<SignatureAlgorithm> algorithms,
    Map<Role, RoleTrust> roles,
    List<Revocation> revoked) {

  /** Jump that {@link #of} allows. */
  public static final long DEFAULT_SEQUENCE_JUMP = 1000;

  public TrustPolicy {
    streams = Set.copyOf(streams);
    markings = Set.copyOf(markings);
    algorithms = Collections.unmodifiableSet(EnumSet.copyOf(algorithms));
    roles = Collections.unmodifiableMap(new EnumMap<>(roles));
    revoked = List.copyOf(revoked);
    if (version < 1 || maximumSequenceJump < 1 || audience.isEmpty()) {
      throw new IllegalArgumentException(
          "version and maximumSequenceJump are at least 1, the audience has a name");
    }
    if (!roles.containsKey(Role.BUILDER)) {
      throw new IllegalArgumentException("nobody is trusted as builder");
    }
    for (var role : roles.entrySet()) {
      for (SignatureAlgorithm algorithm : algorithms) {
        if (role.getValue().capacity(algorithm) < role.getValue().threshold()) {
          throw new IllegalArgumentException(
              "too few holders of "
                  + role.getKey().text()
                  + " for its threshold with "
                  + algorithm);
        }
      }
    }
  }

  /** A first policy: these builders, one of whom suffices, both algorithms, whole blobs only. */
  public static TrustPolicy of(
      String audience,
      Set<String> streams,
      Set<String> markings,
      List<X509Certificate> builders,
      List<X509Certificate> approvers) {
    Map<Role, RoleTrust> roles = new EnumMap<>(Role.class);
    roles.put(Role.BUILDER, new RoleTrust(1, builders, List.of()));
    if (!approvers.isEmpty()) {
      roles.put(Role.APPROVER, new RoleTrust(1, approvers, List.of()));
    }
    return new TrustPolicy(
        1,
        audience,
        streams,
        markings,
        DEFAULT_SEQUENCE_JUMP,
        false,
        EnumSet.allOf(SignatureAlgorithm.class),
        roles,
        List.of());
  }

  /**
   * @throws RefusedException with {@code POLICY_MALFORMED}
   */
  public static TrustPolicy parse(byte[] json) {
    return TrustPolicyCodec.parse("trust policy", json);
  }

  /**
   * Reads the policy file.
   *
   * @throws RefusedException with {@code POLICY_MALFORMED}; its place is the file's name
   */
  public static TrustPolicy load(Path file) throws IOException {
    return TrustPolicyCodec.parse(file.toString(), StrictJson.readBounded(file));
  }

  /** The document, for people to review and for {@link #parse}. */
  public byte[] encode() {
    return TrustPolicyCodec.encode(this);
  }

  /** Who holds the role; empty if nobody does. */
  public Optional<RoleTrust> role(Role role) {
    return Optional.ofNullable(roles.get(role));
  }

  /** The entry that revokes the certificate or its key. */
  public Optional<Revocation> revocationOf(X509Certificate certificate) {
    return revoked.stream()
        .filter(revocation ->
            revocation
                .target()
                .equals(
                    switch (revocation.kind()) {
                      case CERTIFICATE -> KeyId.of(certificate);
                      case KEY -> KeyId.of(certificate.getPublicKey());
                    }))
        .findFirst();
  }
}
