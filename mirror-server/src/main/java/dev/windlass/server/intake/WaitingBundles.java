package dev.windlass.server.intake;

import dev.windlass.server.store.DataDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The bundles of which something has come and something is missing. */
public final class WaitingBundles {
  private WaitingBundles() {}

  /** All of them, the oldest first. */
  public static List<Outcome.Incomplete> list(DataDirectory data) throws IOException {
    List<Outcome.Incomplete> waiting = new ArrayList<>();
    for (Session session : Session.all(data)) {
      waiting.add(
          new Outcome.Incomplete(
              session.header().stream(),
              session.header().sequence(),
              session.taken(),
              session.missing(),
              session.since()));
    }
    waiting.sort(Comparator.comparing(Outcome.Incomplete::since));
    return waiting;
  }
}
