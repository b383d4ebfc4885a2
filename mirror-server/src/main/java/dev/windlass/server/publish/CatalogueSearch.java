package dev.windlass.server.publish;

import dev.windlass.server.store.HeldRelease;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.CatalogueLimits;
import dev.windlass.spec.catalogue.CatalogueReader;
import dev.windlass.spec.coordinates.Coordinates;
import dev.windlass.spec.coordinates.Kind;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BiPredicate;

/**
 * Finds entries by reading through the current catalogues: for people, who search seldom, this
 * costs no memory. Few searches run at a time.
 */
public final class CatalogueSearch {
  private static final String COORDINATE = "\"coordinate\":\"";

  private final Semaphore running = new Semaphore(2);

  /** An entry and the release that holds it. */
  public record Hit(HeldRelease release, CatalogueEntry entry) {}

  /**
   * Entries whose coordinate contains the text, whatever its case.
   *
   * @param kind only of this kind, if given
   * @param limit most hits
   */
  public List<Hit> containing(
      List<HeldRelease> releases, Optional<Kind> kind, String text, int limit) throws IOException {
    String wanted = text.toLowerCase(Locale.ROOT);
    return scan(
        releases,
        limit,
        (foundKind, coordinate) ->
            kind.map(one -> one.text().equals(foundKind)).orElse(true)
                && coordinate.toLowerCase(Locale.ROOT).contains(wanted));
  }

  /** The entry of this coordinate. */
  public Optional<Hit> exactly(List<HeldRelease> releases, Coordinates coordinates)
      throws IOException {
    String kind = coordinates.kind().text();
    String text = coordinates.text();
    return scan(releases, 1, (foundKind, found) -> found.equals(text) && foundKind.equals(kind))
        .stream()
        .findFirst();
  }

  private List<Hit> scan(List<HeldRelease> releases, int limit, BiPredicate<String, String> matches)
      throws IOException {
    running.acquireUninterruptibly();
    try {
      List<Hit> hits = new ArrayList<>();
      for (HeldRelease release : releases) {
        try (BufferedReader lines = Files.newBufferedReader(release.catalogue())) {
          for (String line = lines.readLine();
              line != null && hits.size() < limit;
              line = lines.readLine()) {
            // The canonical form fixes where kind and coordinate stand, and neither holds a quote.
            int kind = line.indexOf('"', "{\"kind\":\"".length());
            int from = line.indexOf(COORDINATE, kind) + COORDINATE.length();
            String coordinate = line.substring(from, line.indexOf('"', from));
            if (matches.test(line.substring("{\"kind\":\"".length(), kind), coordinate)) {
              hits.add(new Hit(release, decode(line)));
            }
          }
        }
      }
      return hits;
    } finally {
      running.release();
    }
  }

  private static CatalogueEntry decode(String line) throws IOException {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    try (CatalogueReader reader =
        new CatalogueReader("catalogue", new ByteArrayInputStream(bytes), CatalogueLimits.FORMAT)) {
      return reader.next().orElseThrow();
    }
  }
}
