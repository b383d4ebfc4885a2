package dev.windlass.spec.volume;

import dev.windlass.spec.content.Sha512;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the packer is told about a bundle and cannot compute from its content.
 *
 * @param stream the line of releases that this belongs to
 * @param sequence 1 for the stream's first bundle, then one more each
 * @param previous hash of the BUNDLE before this one in the stream
 * @param audience the enclave that shall accept it
 * @param marking handling marking, as its policy writes it
 * @param created when it was packed, in whole seconds
 * @param freshUntil when it must no longer be accepted as the newest
 * @param builder program and version
 * @param extensions further keys, each beginning with {@code x-}
 */
public record HeaderFacts(
    String stream,
    long sequence,
    Optional<Sha512> previous,
    String audience,
    String marking,
    Instant created,
    Optional<Instant> freshUntil,
    String builder,
    SortedMap<String, String> extensions) {

  private static final Pattern STREAM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Pattern VALUE = Pattern.compile("[!-~](?:[ -~]{0,198}[!-~])?");
  private static final Pattern EXTENSION = Pattern.compile("x-[a-z0-9][a-z0-9-]{0,61}");

  public HeaderFacts {
    require(STREAM, "stream", stream);
    if (sequence < 1) {
      throw new IllegalArgumentException("sequence below 1: " + sequence);
    }
    require(VALUE, "audience", audience);
    require(VALUE, "marking", marking);
    require(VALUE, "builder", builder);
    created = created.truncatedTo(ChronoUnit.SECONDS);
    freshUntil = freshUntil.map(time -> time.truncatedTo(ChronoUnit.SECONDS));
    extensions = Collections.unmodifiableSortedMap(new TreeMap<>(extensions));
    extensions.forEach((key, value) -> {
      require(EXTENSION, "extension key", key);
      require(VALUE, key, value);
    });
  }

  private static void require(Pattern pattern, String what, String text) {
    if (!pattern.matcher(text).matches()) {
      throw new IllegalArgumentException(what + " outside its grammar: " + text);
    }
  }
}
