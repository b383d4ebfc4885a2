package dev.windlass.builder.fetch.maven;

import dev.windlass.builder.fetch.EntrySink;
import dev.windlass.builder.fetch.FetchContext;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.coordinates.MavenCoordinates;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an entry of the list took in an earlier run. Released files never change, so an entry whose
 * answer hangs on nothing but those needs neither the network nor the local repository again.
 *
 * @param key names the entry with all that its answer hangs on
 */
record Remembered(FetchContext context, String key) {
  static Remembered of(FetchContext context, String... facts) {
    String text = String.join("\n", facts);
    return new Remembered(
        context, "maven/1/" + Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex());
  }

  /** Gives the entries of the last lock to the sink, if it holds all of them. */
  boolean give(EntrySink sink) {
    Optional<String> coordinates = context.memo().get(key);
    if (coordinates.isEmpty()) {
      return false;
    }
    List<CatalogueEntry> entries = new ArrayList<>();
    for (String line : coordinates.get().lines().toList()) {
      Optional<CatalogueEntry> entry = context.previous().find(MavenCoordinates.parse(line));
      if (entry.isEmpty()) {
        return false;
      }
      entries.add(entry.get());
    }
    entries.forEach(sink::add);
    return true;
  }

  void put(Collection<RecordedFile> files) {
    context
        .memo()
        .put(
            key,
            files.stream()
                .map(file -> file.coordinates().text())
                .collect(Collectors.joining("\n")));
  }
}
