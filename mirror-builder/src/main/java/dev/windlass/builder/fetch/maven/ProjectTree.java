package dev.windlass.builder.fetch.maven;

import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.maven.model.Model;
import org.apache.maven.model.Parent;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/**
 * The sources that one Maven build sees: the directory of its POM, or that of the outermost parent
 * POM that it reaches by relative path.
 *
 * @param root the whole tree
 * @param pom the POM to build
 */
record ProjectTree(Path root, Path pom) {
  private static final Set<String> SKIPPED = Set.of("target", ".git", "node_modules", ".idea");

  static ProjectTree around(Path pom) throws IOException {
    Path file = pom.toAbsolutePath().normalize();
    if (!Files.isRegularFile(file)) {
      throw new IOException(pom + " does not exist");
    }
    Path root = file.resolveSibling("");
    for (Path next = file; Files.isRegularFile(next); next = parent(next)) {
      Path directory = next.resolveSibling("");
      if (root.startsWith(directory)) {
        root = directory;
      }
    }
    return new ProjectTree(root, file);
  }

  /** Where the parent POM of a POM would be; some path that is no file if it has none. */
  private static Path parent(Path pom) throws IOException {
    try (InputStream in = Files.newInputStream(pom)) {
      Model model = new MavenXpp3Reader().read(in, false);
      Parent parent = model.getParent();
      String relative = parent == null ? "" : parent.getRelativePath();
      if (relative == null || relative.isEmpty()) {
        return pom.resolveSibling("");
      }
      Path target = pom.resolveSibling(relative).normalize();
      return Files.isDirectory(target) ? target.resolve("pom.xml") : target;
    } catch (XmlPullParserException e) {
      throw new IOException(pom + " is no POM: " + e.getMessage(), e);
    }
  }

  /** Hash of everything in the tree that decides what a build takes: the POMs and {@code .mvn}. */
  String fingerprint() throws IOException {
    MessageDigest sha256 = Digest.sha256();
    for (Path file : files()) {
      String name = root.relativize(file).toString();
      if (name.endsWith("pom.xml") || name.contains(".mvn")) {
        sha256.update(name.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) 0);
        sha256.update(Files.readAllBytes(file));
      }
    }
    return Digest.ofBytes(sha256.digest()).hex();
  }

  /** Copies the sources, without what builds leave behind. */
  ProjectTree copyTo(Path directory) throws IOException {
    for (Path file : files()) {
      Path target = directory.resolve(root.relativize(file).toString());
      Files.createDirectories(target.resolveSibling(""));
      Files.copy(file, target);
    }
    return new ProjectTree(directory, directory.resolve(root.relativize(pom).toString()));
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return SKIPPED.contains(String.valueOf(directory.getFileName()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(null);
    return files;
  }
}
