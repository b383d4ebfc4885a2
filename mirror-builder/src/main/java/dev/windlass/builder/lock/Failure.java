package dev.windlass.builder.lock;

import dev.windlass.builder.fetch.FetchException;
import dev.windlass.spec.content.DiskFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry of the list that could not be collected.
 *
 * @param entry as its user wrote it
 * @param reasons one for each part of it that failed, the first one first
 */
public record Failure(String entry, List<String> reasons) {
  private static final int MOST = 20;

  static Failure of(String entry, Throwable failure) {
    List<String> reasons = new ArrayList<>();
    reasons.add(reason(failure));
    for (Throwable other : failure.getSuppressed()) {
      if (reasons.size() < MOST && !reasons.contains(reason(other))) {
        reasons.add(reason(other));
      }
    }
    return new Failure(entry, reasons);
  }

  private static String reason(Throwable failure) {
    return DiskFailure.of(failure)
        .map(disk ->
            "the content store's disk is %s (%s): %s and lock again, it goes on from where it stood"
                .formatted(disk.state(), failure.getMessage(), disk.cure()))
        .orElseGet(() -> plainReason(failure));
  }

  private static String plainReason(Throwable failure) {
    String message = failure.getMessage();
    if (message != null && (failure instanceof FetchException || failure instanceof IOException)) {
      return message;
    }
    return "unexpected " + failure;
  }
}
