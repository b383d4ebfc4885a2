package dev.windlass.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.server.intake.Outcome;
import dev.windlass.spec.Printable;

/** The answer of an import, for people and for programs. */
final class ImportReport {
  private ImportReport() {}

  static ObjectNode json(Outcome outcome) {
    ObjectNode node = CommonOptions.mapper().createObjectNode();
    switch (outcome) {
      case Outcome.Published(var release, long blobs, long bytes) -> {
        node.put("state", "published");
        node.put("stream", release.stream());
        node.put("sequence", release.sequence());
        node.put("release", release.release().toString());
        node.put("entries", release.entries());
        node.put("bytes", release.bytes());
        node.put("newBlobs", blobs);
        node.put("newBytes", bytes);
      }
      case Outcome.Good(var stream, long sequence, long entries, long blobs, long bytes) -> {
        node.put("state", "good");
        node.put("stream", stream);
        node.put("sequence", sequence);
        node.put("entries", entries);
        node.put("blobs", blobs);
        node.put("bytes", bytes);
      }
      case Outcome.AlreadyHeld(var release, long restored) -> {
        node.put("state", "already-held");
        node.put("stream", release.stream());
        node.put("sequence", release.sequence());
        node.put("restoredBlobs", restored);
      }
      case Outcome.Incomplete(var stream, long sequence, var present, var missing, var since) -> {
        node.put("state", "incomplete");
        node.put("stream", stream);
        node.put("sequence", sequence);
        present.forEach(node.putArray("presentVolumes")::add);
        missing.forEach(node.putArray("missingVolumes")::add);
        node.put("since", since.toString());
      }
      case Outcome.Refused(var code, var place, var reason, var report, var since) -> {
        node.put("state", "refused");
        node.put("code", code.code());
        node.put("name", code.name());
        node.put("place", Printable.escape(place));
        node.put("reason", Printable.escape(reason));
        node.put("report", report.toString());
        node.put("since", since.toString());
      }
    }
    return node;
  }

  static String text(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Published(var release, long blobs, long bytes) ->
          "published %s/%d: %,d artifacts, %,d bytes; %,d blobs of %,d bytes were new"
              .formatted(
                  release.stream(),
                  release.sequence(),
                  release.entries(),
                  release.bytes(),
                  blobs,
                  bytes);
      case Outcome.Good(var stream, long sequence, long entries, long blobs, long bytes) ->
          "good: %s/%d with %,d artifacts, %,d blobs of %,d bytes in the bundle; nothing was kept"
              .formatted(stream, sequence, entries, blobs, bytes);
      case Outcome.AlreadyHeld(var release, long restored) ->
          "%s/%d is held already; %,d blobs were restored"
              .formatted(release.stream(), release.sequence(), restored);
      case Outcome.Incomplete(var stream, long sequence, var present, var missing, var since) ->
          "incomplete: %s/%d has volumes %s and waits for volumes %s since %s; nothing is served of it yet"
              .formatted(stream, sequence, present, missing, since);
      case Outcome.Refused(var code, var place, var reason, var report, var since) ->
          "refused: %s %s: %s%nfirst refused %s; report in %s"
              .formatted(
                  code.code(), Printable.escape(place), Printable.escape(reason), since, report);
    };
  }
}
