package dev.windlass.server.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Short-lived permissions to read one path, carried in its URL: some clients fetch what a protocol
 * answer points to without their credentials.
 */
public final class DownloadGrants {
  static final String PARAMETER = "grant";
  private static final Duration LIFE = Duration.ofMinutes(15);

  private final SecretKeySpec key;
  private final Clock clock;

  /**
   * @param secret at least 32 random bytes, the same for all replicas
   */
  public DownloadGrants(byte[] secret, Clock clock) {
    this.key = new SecretKeySpec(secret, "HmacSHA256");
    this.clock = clock;
  }

  /** A grant for a raw path. */
  String grant(String path) {
    long until = clock.instant().plus(LIFE).getEpochSecond();
    return until + "." + signature(path, until);
  }

  boolean allows(String path, String grant) {
    int dot = grant.indexOf('.');
    long until;
    try {
      until = Long.parseLong(grant, 0, Math.max(0, dot), 10);
    } catch (NumberFormatException e) {
      return false;
    }
    byte[] expected = signature(path, until).getBytes(StandardCharsets.US_ASCII);
    byte[] actual = grant.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(expected, actual)
        && clock.instant().isBefore(Instant.ofEpochSecond(until));
  }

  private String signature(String path, long until) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] signed = mac.doFinal((until + " " + path).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
