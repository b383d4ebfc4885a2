package dev.windlass.builder.fetch.maven;

import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.list.MirrorList;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.io.xpp3.SettingsXpp3Writer;

/** Runs the user's own {@code mvn} against one repository only, with an empty local repository. */
final class MavenBuild {
  private static final int TAIL = 25;

  private final Path scratch;

  /**
   * @param scratch an empty directory for the local repository, the settings and the log
   */
  MavenBuild(Path scratch) {
    this.scratch = scratch;
  }

  /** First line of {@code mvn --version}, which decides defaults of plugins. */
  static String version() throws IOException, InterruptedException {
    Process process = start(new ProcessBuilder("mvn", "--batch-mode", "--version"));
    try (var out = process.inputReader()) {
      String line = out.readLine();
      process.waitFor();
      return line == null ? "" : line.replaceAll("\\x1b\\[[0-9;]*m", "");
    }
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new FetchException(
          "tried to run mvn, because the list names a project, but it does not start: install Maven",
          e);
    }
  }

  /**
   * Runs the goals.
   *
   * @param settings the user's settings; profiles and properties stay, repositories are replaced
   * @throws FetchException with the last lines of the output, if the build fails
   */
  void run(
      ProjectTree project, MirrorList.Maven.Project asked, Settings settings, String repository)
      throws IOException, InterruptedException {
    Path file = scratch.resolve("settings.xml");
    write(settings, repository, file);
    List<String> line =
        new ArrayList<>(
            List.of(
                "mvn",
                "--batch-mode",
                "--no-transfer-progress",
                "--settings",
                file.toString(),
                "--global-settings",
                file.toString(),
                "-Dmaven.repo.local=" + scratch.resolve("repository"),
                "--file",
                project.pom().toString()));
    line.addAll(asked.arguments());
    line.addAll(asked.goals());
    Path log = scratch.resolve("build.log");
    Process process =
        start(
            new ProcessBuilder(line)
                .directory(project.root().toFile())
                .redirectOutput(log.toFile()));
    try {
      if (process.waitFor() != 0) {
        List<String> lines = Files.readAllLines(log);
        String tail =
            String.join("\n  ", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
        throw new FetchException(
            "tried to build " + project.pom().getFileName() + ", but mvn failed:\n  " + tail);
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }

  private static void write(Settings settings, String repository, Path file) throws IOException {
    Settings copy = settings.clone();
    Mirror mirror = new Mirror();
    mirror.setId("windlass-recording");
    mirror.setMirrorOf("*");
    mirror.setUrl(repository);
    copy.setMirrors(List.of(mirror));
    copy.setServers(List.of());
    copy.setProxies(List.of());
    copy.setLocalRepository(null);
    try (Writer out = Files.newBufferedWriter(file)) {
      new SettingsXpp3Writer().write(out, copy);
    }
  }
}
