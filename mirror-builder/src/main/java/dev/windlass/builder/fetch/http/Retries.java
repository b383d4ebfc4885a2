package dev.windlass.builder.fetch.http;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLPeerUnverifiedException;

/** The attempts of one request: says whether another is worth it and pauses before. One thread. */
final class Retries {
  private final HttpSettings settings;
  private final Pacing pacing;
  private final String url;
  private int failures;

  Retries(HttpSettings settings, Pacing pacing, String url) {
    this.settings = settings;
    this.pacing = pacing;
    this.url = url;
  }

  /** The last attempt moved the work forward: what failed before no longer counts. */
  void progressed() {
    failures = 0;
  }

  /** Returns after a pause if the request should be tried again, else throws. */
  void failed(IOException failure) throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (!transientFailure(failure)) {
      throw failure;
    }
    failures++;
    if (failures >= settings.attempts()) {
      throw last(failure);
    }
    pacing.sleep(pause(failure));
  }

  private IOException last(IOException failure) {
    return switch (failure) {
      case BusyException busy -> busy.status();
      case EarlyEndException early -> new IntegrityException(String.valueOf(early.getMessage()));
      default ->
          new IOException(
              url + " failed " + failures + " times, the last time because of " + reason(failure),
              failure);
    };
  }

  private static String reason(IOException failure) {
    String name = failure.getClass().getSimpleName();
    return failure.getMessage() == null ? name : name + ": " + failure.getMessage();
  }

  private Duration pause(IOException failure) throws IOException {
    Duration grown = settings.firstPause().multipliedBy(1L << Math.min(failures - 1, 20));
    Duration bounded =
        grown.compareTo(settings.longestPause()) > 0 ? settings.longestPause() : grown;
    Duration jittered =
        Duration.ofNanos((long) (bounded.toNanos() * pacing.random().nextDouble(0.5, 1.0)));
    if (failure instanceof BusyException busy && busy.retryAfter().isPresent()) {
      Duration asked = busy.retryAfter().get();
      if (asked.compareTo(settings.longestRetryAfter()) > 0) {
        throw new HopelessException(
            busy.getMessage() + " and asks to come back only after " + asked.toSeconds() + " s",
            busy);
      }
      return asked.compareTo(jittered) > 0 ? asked.plus(jittered.dividedBy(4)) : jittered;
    }
    return jittered;
  }

  private static boolean transientFailure(IOException failure) {
    return switch (failure) {
      case HttpStatusException _, IntegrityException _, HopelessException _ -> false;
      case SSLPeerUnverifiedException _ -> false;
      default -> !causedByCertificate(failure);
    };
  }

  private static boolean causedByCertificate(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }
}
