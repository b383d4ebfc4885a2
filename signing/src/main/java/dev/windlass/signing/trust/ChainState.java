package dev.windlass.signing.trust;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.catalogue.ReleaseId;
import dev.windlass.spec.content.Sha512;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far each stream has come. Immutable; {@link ChainStateFile} keeps one on disk, and a store
 * may keep it in its own way with {@link #encode} and {@link #parse}.
 */
public record ChainState(SortedMap<String, StreamState> streams) {
  private static final String FORMAT = "windlass-chain-state-1";

  /** Nothing was accepted yet. */
  public static final ChainState EMPTY = new ChainState(Collections.emptySortedMap());

  public ChainState {
    streams = Collections.unmodifiableSortedMap(new TreeMap<>(streams));
  }

  /** The stream's last accepted bundle; empty before the first. */
  public Optional<StreamState> of(String stream) {
    return Optional.ofNullable(streams.get(stream));
  }

  /** This state with the stream moved on. */
  public ChainState with(String stream, StreamState state) {
    SortedMap<String, StreamState> changed = new TreeMap<>(streams);
    changed.put(stream, state);
    return new ChainState(changed);
  }

  /** The document. */
  public byte[] encode() {
    return StrictJson.encode(json -> {
      json.writeStringField("format", FORMAT);
      json.writeObjectFieldStart("streams");
      for (var stream : streams.entrySet()) {
        StreamState state = stream.getValue();
        json.writeObjectFieldStart(stream.getKey());
        json.writeNumberField("sequence", state.sequence());
        json.writeStringField("bundle", state.bundle().hex());
        json.writeStringField("release", state.release().toString());
        json.writeStringField("attested", state.attested().toString());
        json.writeEndObject();
      }
      json.writeEndObject();
    });
  }

  /**
   * @param place what to call the document in a refusal
   * @throws RefusedException with {@code STATE_MALFORMED}
   */
  public static ChainState parse(String place, byte[] json) {
    try {
      StrictJson.Fields document = StrictJson.parse(json);
      if (!document.text("format").equals(FORMAT)) {
        throw new IllegalArgumentException("the format is not " + FORMAT);
      }
      StrictJson.Fields streams = document.object("streams");
      document.end();
      SortedMap<String, StreamState> states = new TreeMap<>();
      for (String name : streams.keys()) {
        StrictJson.Fields state = streams.object(name);
        states.put(
            name,
            new StreamState(
                state.number("sequence"),
                new Sha512(state.text("bundle")),
                ReleaseId.parse(state.text("release")),
                Instant.parse(state.text("attested"))));
        state.end();
      }
      return new ChainState(states);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new RefusedException(
          RefusalCode.STATE_MALFORMED, place, String.valueOf(e.getMessage()), e);
    }
  }
}
