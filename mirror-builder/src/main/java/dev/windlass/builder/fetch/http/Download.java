package dev.windlass.builder.fetch.http;

import dev.windlass.builder.progress.Progress;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One body on its way into one file, over as many answers as it takes. Bytes of two answers are
 * joined only where the digest is known beforehand or the upstream's strong validator says that
 * they belong together (RFC 9110 section 13.1.5). One thread.
 */
final class Download {
  /** Bytes by which an attempt must move forward in order not to count as a failed one. */
  private static final long PROGRESS = 1 << 20;

  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (?:([0-9]{1,18})-[0-9]{1,18}|\\*)/([0-9]{1,18}|\\*)");

  private final Caller caller;
  private final Http.Request request;
  private final Http.Expected expected;
  private final Progress progress;
  private final HashedFile file;
  private final String shown;
  private @Nullable String validator;
  private boolean announced;
  private boolean joined;

  Download(
      Caller caller,
      Http.Request request,
      Http.Expected expected,
      Progress progress,
      HashedFile file) {
    this.caller = caller;
    this.request = request;
    this.expected = expected;
    this.progress = progress;
    this.file = file;
    this.shown = Caller.display(request.url());
    this.joined = file.size() > 0;
  }

  /** Fills the file and returns its checked digests in hex by algorithm. */
  Map<String, String> run(Retries retries) throws IOException, InterruptedException {
    long best = file.size();
    while (!complete()) {
      try {
        attempt();
        break;
      } catch (IOException e) {
        if (file.size() >= best + PROGRESS) {
          best = file.size();
          retries.progressed();
        }
        retries.failed(e);
      }
    }
    Map<String, String> digests = file.finish();
    Optional<String> defect = defect(digests);
    if (defect.isEmpty()) {
      return digests;
    }
    if (!joined) {
      throw new IntegrityException(defect.get());
    }
    // Bytes of several answers, or of a former process: only a whole body convicts the upstream.
    restart();
    return run(retries);
  }

  /** Whether the file has its promised size already, so that nothing need be asked for. */
  private boolean complete() throws HopelessException {
    if (expected.size().isEmpty() || expected.digest().isEmpty()) {
      return false;
    }
    if (file.size() > expected.size().getAsLong()) {
      restart();
    }
    return file.size() > 0 && file.size() == expected.size().getAsLong();
  }

  private void restart() throws HopelessException {
    joined = false;
    file.restart();
  }

  private void attempt() throws IOException, InterruptedException {
    Map<String, String> headers = new TreeMap<>(request.headers());
    headers.putIfAbsent("Accept-Encoding", "identity");
    String condition = validator;
    if (file.size() > 0 && expected.digest().isEmpty() && condition == null) {
      restart();
    }
    boolean resuming = file.size() > 0;
    if (resuming) {
      headers.put("Range", "bytes=" + file.size() + "-");
      if (condition != null) {
        headers.put("If-Range", condition);
      }
    }
    Set<Integer> accepted = resuming ? Set.of(200, 206, 416) : Set.of(200);
    try (Caller.Answer answer = caller.call("GET", request.url(), headers, accepted)) {
      switch (answer.status()) {
        case 200 -> begin(answer);
        case 206 -> resume(answer);
        default -> refuseRange(answer);
      }
    }
  }

  private void begin(Caller.Answer answer) throws IOException {
    restart();
    validator = answer.header("ETag").filter(etag -> !etag.startsWith("W/")).orElse(null);
    take(answer, length(answer));
  }

  private void resume(Caller.Answer answer) throws IOException {
    Matcher range = CONTENT_RANGE.matcher(answer.header("Content-Range").orElse(""));
    if (!range.matches() || !String.valueOf(file.size()).equals(range.group(1))) {
      restart();
      throw new IOException(shown + " answered another range than the one asked for");
    }
    joined = true;
    take(answer, number(range.group(2)));
  }

  /** 416: the file has all bytes already, or the upstream's body is shorter than the file. */
  private void refuseRange(Caller.Answer answer) throws IOException {
    Matcher range = CONTENT_RANGE.matcher(answer.header("Content-Range").orElse(""));
    if (range.matches() && String.valueOf(file.size()).equals(range.group(2))) {
      return;
    }
    restart();
    throw new IOException(shown + " does not hold the range asked for");
  }

  private void take(Caller.Answer answer, OptionalLong total) throws IOException {
    OptionalLong promised = expected.size();
    if (total.isPresent() && promised.isPresent() && total.getAsLong() != promised.getAsLong()) {
      throw new IntegrityException(
          shown + " has " + total.getAsLong() + " bytes, promised were " + promised.getAsLong());
    }
    if (total.isPresent() && total.getAsLong() > expected.maxBytes()) {
      throw new IntegrityException(
          shown + " has " + total.getAsLong() + " bytes, allowed are " + expected.maxBytes());
    }
    if (!announced && total.isPresent()) {
      announced = true;
      progress.expectBytes(total.getAsLong() - file.size());
    }
    long limit = Math.min(promised.orElse(Long.MAX_VALUE), expected.maxBytes());
    try {
      file.append(answer.body(), limit, progress::bytes);
    } catch (IntegrityException e) {
      throw new IntegrityException(shown + ": " + e.getMessage());
    }
    if (promised.isPresent() && file.size() < promised.getAsLong()) {
      throw new EarlyEndException(
          shown
              + " ended after "
              + file.size()
              + " of the promised "
              + promised.getAsLong()
              + " bytes");
    }
  }

  private Optional<String> defect(Map<String, String> digests) {
    if (expected.digest().isPresent()) {
      String promised = expected.digest().get().hex();
      if (!promised.equals(digests.get("SHA-256"))) {
        return Optional.of(differs("SHA-256", digests.get("SHA-256"), promised));
      }
    }
    return expected.checksums().entrySet().stream()
        .filter(checksum -> !checksum.getValue().equals(digests.get(checksum.getKey())))
        .map(checksum ->
            differs(checksum.getKey(), digests.get(checksum.getKey()), checksum.getValue()))
        .findFirst();
  }

  private String differs(String algorithm, @Nullable String actual, String promised) {
    return shown + " has " + algorithm + " " + actual + ", promised was " + promised;
  }

  private static OptionalLong length(Caller.Answer answer) {
    return number(answer.header("Content-Length").orElse("*"));
  }

  private static OptionalLong number(String text) {
    return text.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }
}
