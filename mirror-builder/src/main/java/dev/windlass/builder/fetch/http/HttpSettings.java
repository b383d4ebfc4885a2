package dev.windlass.builder.fetch.http;

import java.time.Duration;

/**
 * Bounds and manners of the client.
 *
 * @param userAgent sent with every request
 * @param perHost requests under way to one host
 * @param overall requests under way to all hosts
 * @param attempts how often a request is tried before it fails; a download that moves forward
 *     begins to count anew
 * @param firstPause pause before the second attempt; doubles with each further one
 * @param longestPause bound of the doubling
 * @param longestRetryAfter longest {@code Retry-After} that is waited for; asked for more, the
 *     request fails
 * @param connectTimeout bound on connecting
 * @param stallTimeout how long an upstream may send nothing at all
 */
public record HttpSettings(
    String userAgent,
    int perHost,
    int overall,
    int attempts,
    Duration firstPause,
    Duration longestPause,
    Duration longestRetryAfter,
    Duration connectTimeout,
    Duration stallTimeout) {

  public static HttpSettings defaults() {
    return new HttpSettings(
        "windlass-mirror-builder",
        16,
        32,
        6,
        Duration.ofMillis(500),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        Duration.ofSeconds(20),
        Duration.ofSeconds(60));
  }

  public HttpSettings withStallTimeout(Duration timeout) {
    return new HttpSettings(
        userAgent,
        perHost,
        overall,
        attempts,
        firstPause,
        longestPause,
        longestRetryAfter,
        connectTimeout,
        timeout);
  }

  public HttpSettings withLimits(int host, int all) {
    return new HttpSettings(
        userAgent,
        host,
        all,
        attempts,
        firstPause,
        longestPause,
        longestRetryAfter,
        connectTimeout,
        stallTimeout);
  }
}
