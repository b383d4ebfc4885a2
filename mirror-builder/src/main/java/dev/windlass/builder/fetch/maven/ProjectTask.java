package dev.windlass.builder.fetch.maven;

import dev.windlass.builder.fetch.EntrySink;
import dev.windlass.builder.fetch.FetchContext;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.fetch.FetchTask;
import dev.windlass.builder.list.MirrorList;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.coordinates.MavenCoordinates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A project of the list: its real build is run through a recording proxy, since only the build
 * itself knows what it takes. An unchanged project whose files the last lock still holds is not
 * built again.
 */
record ProjectTask(MirrorList.Maven.Project project, Function<FetchContext, Resolver> resolver)
    implements FetchTask {
  @Override
  public String name() {
    return "maven project " + project.pom();
  }

  @Override
  public void run(FetchContext context, EntrySink entries)
      throws IOException, InterruptedException {
    ProjectTree tree = ProjectTree.around(project.pom());
    String key = "maven/project/" + fingerprint(tree);
    Optional<List<CatalogueEntry>> known = known(context, key);
    if (known.isPresent()) {
      known.get().forEach(entries::add);
      return;
    }
    Recorder recorder = new Recorder(context, resolver.apply(context).upstreams());
    build(context, tree, recorder);
    new EntryMaker(context.store()).make(recorder.files(), entries);
    String coordinates =
        recorder.files().stream()
            .map(file -> file.coordinates().text())
            .collect(Collectors.joining("\n"));
    context.memo().put(key, coordinates);
  }

  private String fingerprint(ProjectTree tree) throws IOException, InterruptedException {
    String facts =
        String.join(
            "\n",
            tree.fingerprint(),
            tree.root().relativize(tree.pom()).toString(),
            String.join(" ", project.goals()),
            String.join(" ", project.arguments()),
            MavenBuild.version());
    return Digest.of(facts.getBytes(StandardCharsets.UTF_8)).hex();
  }

  private static Optional<List<CatalogueEntry>> known(FetchContext context, String key) {
    Optional<String> recorded = context.memo().get(key);
    if (recorded.isEmpty()) {
      return Optional.empty();
    }
    List<CatalogueEntry> entries = new ArrayList<>();
    for (String line : recorded.get().lines().toList()) {
      Optional<CatalogueEntry> entry = context.previous().find(MavenCoordinates.parse(line));
      if (entry.isEmpty()) {
        return Optional.empty();
      }
      entries.add(entry.get());
    }
    return Optional.of(entries);
  }

  private void build(FetchContext context, ProjectTree tree, Recorder recorder)
      throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("windlass-maven-");
    try (RecordingProxy proxy = new RecordingProxy(recorder, context.store())) {
      ProjectTree copy = tree.copyTo(Files.createDirectory(scratch.resolve("project")));
      try {
        new MavenBuild(scratch).run(copy, project, resolver.apply(context).settings(), proxy.url());
      } catch (FetchException e) {
        throw proxy.failures().isEmpty()
            ? e
            : new FetchException(
                e.getMessage() + "\n  not fetched: " + String.join("\n  ", proxy.failures()), e);
      }
    } finally {
      delete(scratch);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
