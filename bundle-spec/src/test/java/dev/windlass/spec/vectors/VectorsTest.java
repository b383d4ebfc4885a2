package dev.windlass.spec.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.spec.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorsTest {
  private static final Path COMMITTED = Path.of("src/test/vectors");
  private static final boolean WRITE = "write".equals(System.getProperty("windlass.vectors"));

  @TempDir private Path temp;

  static List<GoldenVector> vectors() {
    return Stream.of(
            ValidVectors.all(),
            HeaderVectors.all(),
            VolumeVectors.all(),
            PackVectors.all(),
            CatalogueVectors.all(),
            ImageVectors.all())
        .flatMap(List::stream)
        .toList();
  }

  @BeforeAll
  static void writeIfAsked(@TempDir Path directory) throws IOException {
    if (!WRITE) {
      return;
    }
    for (GoldenVector vector : vectors()) {
      Path made = Files.createDirectories(directory.resolve(vector.path()));
      vector.maker().make(made);
      Path committed = COMMITTED.resolve(vector.path());
      write(made, committed);
      if (vector.code().isPresent()) {
        Files.writeString(codeFile(committed), vector.code().get().code() + "\n");
      }
    }
  }

  private static Path codeFile(Path vector) {
    return vector.resolveSibling(vector.getFileName() + ".code");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void committedFilesAreThoseThatTheGeneratorMakes(GoldenVector vector) throws IOException {
    Path made = Files.createDirectory(temp.resolve("bundle"));
    vector.maker().make(made);
    Path committed = COMMITTED.resolve(vector.path());
    assertThat(contents(committed)).isEqualTo(contents(made));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void readersSayToEachWhatTheyMust(GoldenVector vector) throws IOException {
    Path bundle = COMMITTED.resolve(vector.path());
    if (vector.code().isEmpty()) {
      ReferenceReader.read(bundle);
      return;
    }
    assertThat(Files.readString(codeFile(bundle))).isEqualTo(vector.code().get().code() + "\n");
    assertThatThrownBy(() -> ReferenceReader.read(bundle))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refusal ->
                assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(vector.code().get()));
  }

  @Test
  void nothingElseIsCommitted() throws IOException {
    List<String> expected = vectors().stream().map(GoldenVector::path).sorted().toList();
    try (var directories =
        Files.find(COMMITTED, 2, (path, attributes) -> attributes.isDirectory())) {
      assertThat(
              directories
                  .map(path -> COMMITTED.relativize(path).toString())
                  .filter(path -> path.contains("/"))
                  .sorted())
          .isEqualTo(expected);
    }
  }

  private static Map<String, String> contents(Path directory) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (var paths = Files.walk(directory)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        contents.put(
            directory.relativize(path).toString(),
            new String(Files.readAllBytes(path), java.nio.charset.StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }

  private static void write(Path made, Path committed) throws IOException {
    if (Files.exists(committed)) {
      try (var paths = Files.walk(committed)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    try (var paths = Files.walk(made)) {
      for (Path path : paths.toList()) {
        Path target = committed.resolve(made.relativize(path).toString());
        Files.createDirectories(target.getParent());
        Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
