package dev.windlass.builder.fetch.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.fetch.http.Http;
import dev.windlass.builder.fetch.http.HttpStatusException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Permission to read one repository of a registry: answers the registry's challenges by the token
 * flow of Docker's distribution or by basic authentication, and renews tokens that expire. Safe for
 * many threads; one thread authenticates while the others wait.
 */
final class Authorization {
  /** What a token that does not tell its life is good for, as the token flow says. */
  private static final long DEFAULT_SECONDS = 60;

  private static final int MAX_ANSWER = 1 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A request that can be made again with other headers. */
  @FunctionalInterface
  interface Call<T> {
    T make(Map<String, String> headers) throws IOException, InterruptedException;
  }

  /** An Authorization header's value and when to stop using it. */
  private record Granted(String value, Instant until) {}

  private final Http http;
  private final Credentials credentials;
  private final Clock clock;
  private final ImageSource.Registry repository;
  private final boolean plainHttp;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Granted granted;

  Authorization(
      Http http,
      Credentials credentials,
      Clock clock,
      ImageSource.Registry repository,
      boolean plainHttp) {
    this.http = http;
    this.credentials = credentials;
    this.clock = clock;
    this.repository = repository;
    this.plainHttp = plainHttp;
  }

  /** Makes the call with what permission there is, and once more if that is challenged. */
  <T> T call(Call<T> call) throws IOException, InterruptedException {
    Optional<String> held = held();
    try {
      return call.make(headers(held));
    } catch (HttpStatusException e) {
      if (e.status() != 401) {
        throw e;
      }
      Optional<String> renewed = Optional.of(renew(held, e));
      try {
        return call.make(headers(renewed));
      } catch (HttpStatusException refused) {
        if (refused.status() == 401 || refused.status() == 403) {
          throw failed("it gives no permission to read this", refused);
        }
        throw refused;
      }
    }
  }

  private static Map<String, String> headers(Optional<String> authorization) {
    return authorization.map(value -> Map.of("Authorization", value)).orElse(Map.of());
  }

  private Optional<String> held() {
    lock.lock();
    try {
      return granted == null || !clock.instant().isBefore(granted.until())
          ? Optional.empty()
          : Optional.of(granted.value());
    } finally {
      lock.unlock();
    }
  }

  /**
   * A new Authorization value in place of the one that was refused; the one that another thread got
   * meanwhile, if it did.
   */
  private String renew(Optional<String> refused, HttpStatusException refusal)
      throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      Optional<String> current = held();
      if (current.isPresent() && !current.equals(refused)) {
        return current.get();
      }
      Granted fresh = authenticate(refusal);
      granted = fresh;
      return fresh.value();
    } finally {
      lock.unlock();
    }
  }

  private Granted authenticate(HttpStatusException refusal)
      throws IOException, InterruptedException {
    List<Challenge> challenges = Challenge.parse(refusal.wwwAuthenticate());
    Optional<Credentials.Login> login = credentials.find(repository.host());
    for (Challenge challenge : challenges) {
      if (challenge.scheme().equals("bearer") && challenge.parameter("realm").isPresent()) {
        return token(challenge, login);
      }
    }
    boolean basic = challenges.stream().anyMatch(challenge -> challenge.scheme().equals("basic"));
    if (basic && login.orElse(null) instanceof Credentials.Login.Password password) {
      return new Granted(basic(password), Instant.MAX);
    }
    throw failed(
        basic ? "it wants a login and there is none" : "it names no way to authenticate", refusal);
  }

  private Granted token(Challenge challenge, Optional<Credentials.Login> login)
      throws IOException, InterruptedException {
    String realm = challenge.parameter("realm").orElseThrow();
    if (!realm.startsWith("https://") && !plainHttp) {
      throw new FetchException(
          "tried to log in to %s, but it sends passwords to %s without TLS"
              .formatted(repository.host(), realm));
    }
    String scope =
        challenge.parameter("scope").orElse("repository:" + repository.repository() + ":pull");
    StringBuilder query = new StringBuilder("scope=").append(encode(scope));
    challenge
        .parameter("service")
        .ifPresent(service -> query.append("&service=").append(encode(service)));
    try {
      return read(ask(realm, query.toString(), login));
    } catch (HttpStatusException e) {
      throw failed(
          login.isPresent() ? "its login was refused" : "nobody may read it without a login", e);
    }
  }

  private Http.Document ask(String realm, String query, Optional<Credentials.Login> login)
      throws IOException, InterruptedException {
    String url = realm + (realm.contains("?") ? "&" : "?") + query;
    return switch (login.orElse(null)) {
      case null -> http.get(Http.Request.of(url), MAX_ANSWER);
      case Credentials.Login.Password password ->
          http.get(new Http.Request(url, headers(Optional.of(basic(password)))), MAX_ANSWER);
      case Credentials.Login.RefreshToken token ->
          http.post(
              Http.Request.of(realm),
              query
                  + "&grant_type=refresh_token&client_id=windlass&refresh_token="
                  + encode(token.token()),
              MAX_ANSWER);
    };
  }

  private Granted read(Http.Document answer) throws IOException {
    JsonNode document = JSON.readTree(answer.content());
    String token = document.path("token").asText(document.path("access_token").asText());
    if (token.isEmpty()) {
      throw new FetchException(
          "tried to log in to " + repository.host() + ", but its answer holds no token");
    }
    // A token is given up a little early, so that it does not expire on its way.
    long seconds = Math.max(1, document.path("expires_in").asLong(DEFAULT_SECONDS) * 9 / 10);
    return new Granted("Bearer " + token, clock.instant().plusSeconds(Math.min(seconds, 86_400)));
  }

  private static String basic(Credentials.Login.Password login) {
    byte[] pair = (login.user() + ":" + login.password()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private FetchException failed(String reason, HttpStatusException cause) {
    return new FetchException(
        "tried to read %s from %s, but %s: run docker login %s, or correct the name"
            .formatted(repository.repository(), repository.host(), reason, repository.host()),
        cause);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
