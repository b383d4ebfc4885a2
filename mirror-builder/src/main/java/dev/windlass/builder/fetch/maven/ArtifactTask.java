package dev.windlass.builder.fetch.maven;

import dev.windlass.builder.fetch.EntrySink;
import dev.windlass.builder.fetch.FetchContext;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.fetch.FetchTask;
import dev.windlass.builder.list.MirrorList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Coordinates of the list, with their closure. */
record ArtifactTask(MirrorList.Maven.Artifact entry, Function<FetchContext, Workshop> workshop)
    implements FetchTask {
  private static final int ATTEMPTS = 3;

  @Override
  public String name() {
    return "maven " + entry.coordinates();
  }

  @Override
  public void run(FetchContext context, EntrySink entries) throws IOException {
    Workshop shared = workshop.apply(context);
    Remembered remembered =
        Remembered.of(context, "artifact", entry.toString(), shared.resolver().fingerprint());
    if (remembered.give(entries)) {
      return;
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try (Resolution resolution = shared.resolver().open()) {
        resolution.take(entry);
        List<RecordedFile> files = files(shared.importer(), resolution);
        if (files.size() == resolution.touched().files().size()) {
          shared.entries().make(files, entries);
          if (!resolution.touched().changeable()) {
            remembered.put(files);
          }
          return;
        }
      }
    }
    throw new FetchException(
        "tried to read the files of "
            + entry.coordinates()
            + " back, but they were damaged each time: look at the disk under "
            + context.store().root());
  }

  /** Fewer files than were touched if some were damaged: resolving again fetches those anew. */
  private static List<RecordedFile> files(FileImporter importer, Resolution resolution)
      throws IOException {
    List<RecordedFile> files = new ArrayList<>();
    for (Touched.LocalFile file : resolution.touched().files().values()) {
      importer.take(file).ifPresent(files::add);
    }
    return files;
  }
}
