package dev.windlass.builder.fetch.maven;

import dev.windlass.builder.fetch.EntrySink;
import dev.windlass.builder.fetch.FetchContext;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.fetch.FetchTask;
import dev.windlass.builder.list.MirrorList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.maven.settings.Settings;

/**
 * A project of the list: its real build is run through a recording proxy, since only the build
 * itself knows what it takes. An unchanged project whose files the last lock still holds is not
 * built again.
 */
record ProjectTask(MirrorList.Maven.Project project, Function<FetchContext, Workshop> workshop)
    implements FetchTask {
  @Override
  public String name() {
    return "maven project " + project.pom();
  }

  @Override
  public void run(FetchContext context, EntrySink entries)
      throws IOException, InterruptedException {
    Workshop shared = workshop.apply(context);
    ProjectTree tree = ProjectTree.around(project.pom());
    Remembered remembered =
        Remembered.of(
            context,
            "project",
            tree.fingerprint(),
            tree.root().relativize(tree.pom()).toString(),
            String.join(" ", project.goals()),
            String.join(" ", project.arguments()),
            MavenBuild.version(),
            shared.resolver().fingerprint());
    if (remembered.give(entries)) {
      return;
    }
    try (Resolution resolution = shared.resolver().open()) {
      Recorder recorder = new Recorder(resolution, shared.importer());
      build(context, tree, recorder, shared.resolver().settings());
      shared.entries().make(recorder.files(), entries);
      if (!recorder.changeable()) {
        remembered.put(recorder.files());
      }
    }
  }

  private void build(FetchContext context, ProjectTree tree, Recorder recorder, Settings settings)
      throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("windlass-maven-");
    try (RecordingProxy proxy = new RecordingProxy(recorder, context.store())) {
      ProjectTree copy = tree.copyTo(Files.createDirectory(scratch.resolve("project")));
      try {
        new MavenBuild(scratch).run(copy, project, settings, proxy.url());
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
