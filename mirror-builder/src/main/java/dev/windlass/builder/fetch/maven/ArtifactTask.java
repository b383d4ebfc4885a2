package dev.windlass.builder.fetch.maven;

import dev.windlass.builder.fetch.EntrySink;
import dev.windlass.builder.fetch.FetchContext;
import dev.windlass.builder.fetch.FetchTask;
import dev.windlass.builder.list.MirrorList;
import dev.windlass.spec.coordinates.MavenCoordinates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Coordinates of the list, with their closure. */
record ArtifactTask(MirrorList.Maven.Artifact entry, Function<FetchContext, Resolver> resolver)
    implements FetchTask {
  @Override
  public String name() {
    return "maven " + entry.coordinates();
  }

  @Override
  public void run(FetchContext context, EntrySink entries) throws IOException {
    Resolver shared = resolver.apply(context);
    Map<MavenCoordinates, Path> files = shared.resolve(entry);
    FileImporter importer = new FileImporter(context.store());
    List<RecordedFile> recorded = new ArrayList<>();
    for (var file : files.entrySet()) {
      recorded.add(
          importer.take(
              file.getKey(), file.getValue(), shared.origin(file.getKey(), file.getValue())));
    }
    new EntryMaker(context.store()).make(recorded, entries);
  }
}
