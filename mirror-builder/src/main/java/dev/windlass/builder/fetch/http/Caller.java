package dev.windlass.builder.fetch.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Sends one request once, follows its redirects and sorts the statuses. Redirects are followed here
 * and not by OkHttp, so that each hop keeps to its host's limit and no header with a secret in it,
 * whatever its name, leaves the host that it was meant for.
 */
final class Caller {
  private static final int MAX_REDIRECTS = 10;
  private static final MediaType FORM = MediaType.get("application/x-www-form-urlencoded");
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /** Headers that any host may see. */
  private static final Set<String> HARMLESS =
      Set.of(
          "accept", "accept-encoding", "range", "if-range", "if-none-match", "if-modified-since");

  private final OkHttpClient client;
  private final HttpSettings settings;
  private final Pacing pacing;
  private final HostLimits limits;

  Caller(OkHttpClient client, HttpSettings settings, Pacing pacing) {
    this.client = client;
    this.settings = settings;
    this.pacing = pacing;
    this.limits = new HostLimits(settings, pacing);
  }

  /** An open answer, which holds its place in the limits until it is closed. */
  record Answer(Response response, HostLimits.Permit permit) implements Closeable {
    int status() {
      return response.code();
    }

    String url() {
      return response.request().url().toString();
    }

    Optional<String> header(String name) {
      return Optional.ofNullable(response.header(name));
    }

    InputStream body() {
      return response.body().byteStream();
    }

    Map<String, String> headers() {
      Map<String, String> headers = new TreeMap<>();
      response
          .headers()
          .forEach(pair -> headers.put(pair.getFirst().toLowerCase(Locale.ROOT), pair.getSecond()));
      return headers;
    }

    @Override
    public void close() {
      response.close();
      permit.close();
    }
  }

  /**
   * @param accepted statuses that the caller understands
   * @throws BusyException for a status that another attempt may cure
   * @throws HttpStatusException for any other
   */
  Answer call(String method, String url, Map<String, String> headers, Set<Integer> accepted)
      throws IOException, InterruptedException {
    HttpUrl target = parse(url);
    Map<String, String> sent = headers;
    for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
      Answer answer = send(new Request.Builder().url(target).method(method, null), sent);
      boolean keep = false;
      try {
        int status = answer.status();
        if (accepted.contains(status)) {
          keep = true;
          return answer;
        }
        Optional<String> location = answer.header("Location");
        if (!REDIRECTS.contains(status) || location.isEmpty()) {
          throw refused(answer, target);
        }
        HttpUrl next = target.resolve(location.get());
        if (next == null || (target.isHttps() && !next.isHttps())) {
          throw new HopelessException(
              display(target) + " redirects to a place that is not https: " + location.get());
        }
        sent = sameHost(target, next) ? sent : harmless(sent);
        target = next;
      } finally {
        if (!keep) {
          answer.close();
        }
      }
    }
    throw new HopelessException(url + " redirects more than " + MAX_REDIRECTS + " times");
  }

  /**
   * Sends a form and takes no answer but 200; not even a redirect, since the form may hold secrets.
   *
   * @throws BusyException for a status that another attempt may cure
   * @throws HttpStatusException for any other
   */
  Answer post(String url, Map<String, String> headers, String form)
      throws IOException, InterruptedException {
    HttpUrl target = parse(url);
    Answer answer =
        send(new Request.Builder().url(target).post(RequestBody.create(form, FORM)), headers);
    if (answer.status() == 200) {
      return answer;
    }
    try (answer) {
      throw refused(answer, target);
    }
  }

  private Answer send(Request.Builder builder, Map<String, String> headers)
      throws IOException, InterruptedException {
    builder.header("User-Agent", settings.userAgent());
    headers.forEach(builder::header);
    Request request = builder.build();
    HostLimits.Permit permit = limits.acquire(hostAndPort(request.url()));
    try {
      return new Answer(client.newCall(request).execute(), permit);
    } catch (IOException | RuntimeException e) {
      permit.close();
      throw e;
    }
  }

  private IOException refused(Answer answer, HttpUrl url) {
    int status = answer.status();
    HttpStatusException refusal =
        new HttpStatusException(status, display(url), answer.header("WWW-Authenticate").orElse(""));
    if (status != 408 && status != 425 && status != 429 && status < 500) {
      return refusal;
    }
    if (status == 501 || status == 505) {
      return refusal;
    }
    Optional<Duration> pause =
        answer
            .header("Retry-After")
            .flatMap(header -> RetryAfter.parse(header, pacing.clock().instant()));
    pause
        .filter(asked -> asked.compareTo(settings.longestRetryAfter()) <= 0)
        .ifPresent(asked -> limits.holdOff(hostAndPort(url), asked));
    return new BusyException(refusal, pause);
  }

  private static HttpUrl parse(String url) throws HopelessException {
    HttpUrl parsed = HttpUrl.parse(url);
    if (parsed == null) {
      throw new HopelessException("not an http or https URL: " + url);
    }
    return parsed;
  }

  private static boolean sameHost(HttpUrl left, HttpUrl right) {
    return left.scheme().equals(right.scheme()) && hostAndPort(left).equals(hostAndPort(right));
  }

  private static Map<String, String> harmless(Map<String, String> headers) {
    Map<String, String> kept = new TreeMap<>(headers);
    kept.keySet().removeIf(name -> !HARMLESS.contains(name.toLowerCase(Locale.ROOT)));
    return kept;
  }

  private static String hostAndPort(HttpUrl url) {
    return url.host() + ":" + url.port();
  }

  /** The URL as it may be printed: without query and user, where secrets travel. */
  static String display(HttpUrl url) {
    return url.newBuilder().query(null).fragment(null).username("").password("").build().toString();
  }

  /** As {@link #display(HttpUrl)}, for a URL that nobody has parsed yet. */
  static String display(String url) {
    HttpUrl parsed = HttpUrl.parse(url);
    return parsed == null ? url : display(parsed);
  }
}
