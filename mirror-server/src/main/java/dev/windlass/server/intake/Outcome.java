package dev.windlass.server.intake;

import dev.windlass.server.store.HeldRelease;
import dev.windlass.spec.RefusalCode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What an import came to. */
public sealed interface Outcome {
  /**
   * The release is served.
   *
   * @param newBlobs blobs that the store did not hold before
   */
  record Published(HeldRelease release, long newBlobs, long newBytes) implements Outcome {}

  /**
   * A dry run found that the release would be published.
   *
   * @param blobs that the bundle carries, and their size
   */
  record Good(String stream, long sequence, long entries, long blobs, long bytes)
      implements Outcome {}

  /**
   * This very bundle was imported before.
   *
   * @param restored blobs that the store had lost and this bundle brought back
   */
  record AlreadyHeld(HeldRelease release, long restored) implements Outcome {}

  /**
   * All that came is good and kept, but volumes are missing.
   *
   * @param since when the first part of the bundle came
   */
  record Incomplete(
      String stream, long sequence, List<Integer> present, List<Integer> missing, Instant since)
      implements Outcome {
    public Incomplete {
      present = List.copyOf(present);
      missing = List.copyOf(missing);
    }
  }

  /**
   * The input is refused; the store is as before.
   *
   * @param report directory in quarantine with the report
   * @param since when this bundle was first refused for this reason
   */
  record Refused(RefusalCode code, String place, String reason, Path report, Instant since)
      implements Outcome {}
}
