package dev.windlass.spec.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.coordinates.Coordinates;
import dev.windlass.spec.coordinates.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueDiffTest {
  @TempDir private Path temp;

  private static CatalogueEntry entry(String kindAndText, String content) {
    int space = kindAndText.indexOf(' ');
    Coordinates coordinates =
        Coordinates.parse(
            Kind.parse(kindAndText.substring(0, space)), kindAndText.substring(space + 1));
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return CatalogueEntry.of(coordinates, Descriptor.of(Digest.of(bytes), bytes.length));
  }

  private Path catalogue(String name, CatalogueEntry... entries) throws IOException {
    Path file = temp.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      CatalogueWriter.write(List.of(entries), out);
    }
    return file;
  }

  @Test
  void tellsAddedRemovedReplacedAndUnchanged() throws IOException {
    CatalogueEntry same = entry("file b", "same");
    CatalogueEntry before = entry("file c", "before");
    CatalogueEntry after = entry("file c", "after");
    CatalogueEntry facts = entry("file d", "facts");
    Path base = catalogue("base", entry("file a", "a"), same, before, facts);
    Path release =
        catalogue("release", same, after, facts.withLicence("MIT"), entry("file e", "e"));
    List<CatalogueDiff.Change> changes = new ArrayList<>();

    var compared = CatalogueDiff.run(Optional.of(base), release, changes::add);

    assertThat(changes)
        .containsExactly(
            new CatalogueDiff.Removed(entry("file a", "a")),
            new CatalogueDiff.Unchanged(same),
            new CatalogueDiff.Replaced(before, after),
            new CatalogueDiff.Replaced(facts, facts.withLicence("MIT")),
            new CatalogueDiff.Added(entry("file e", "e")));
    assertThat(compared.release().digest()).isEqualTo(Digest.of(Files.readAllBytes(release)));
    assertThat(compared.base().orElseThrow().digest())
        .isEqualTo(Digest.of(Files.readAllBytes(base)));
    assertThat(compared.releaseBytes()).isEqualTo(Files.size(release));
  }

  @Test
  void findsEverythingAddedWithoutABase() throws IOException {
    Path release = catalogue("release", entry("file a", "a"), entry("file b", "b"));
    List<CatalogueDiff.Change> changes = new ArrayList<>();

    var compared = CatalogueDiff.run(Optional.empty(), release, changes::add);

    assertThat(changes).hasSize(2).hasOnlyElementsOfType(CatalogueDiff.Added.class);
    assertThat(compared.base()).isEmpty();
  }

  @Test
  void gathersVersionsOfOneFamily() throws IOException {
    Path base =
        catalogue(
            "base",
            entry("maven org.example:app:jar:1.0", "1"),
            entry("maven org.example:app:pom:1.0", "2"),
            entry("npm left-pad@1.2.0", "3"),
            entry("npm other@1.0.0", "4"),
            entry("oci docker.io/library/alpine:3.20", "5"),
            entry("oci docker.io/library/alpine@sha256:%s".formatted("5".repeat(64)), "5"));
    Path release =
        catalogue(
            "release",
            entry("maven org.example:app:jar:1.1", "6"),
            entry("maven org.example:app:pom:1.1", "7"),
            entry("npm left-pad@1.2.0", "3"),
            entry("npm left-pad@1.3.0", "8"),
            entry("npm left-pad@latest", "8"),
            entry("oci docker.io/library/alpine:3.20", "9"),
            entry("oci docker.io/library/alpine@sha256:%s".formatted("9".repeat(64)), "9"));
    List<FamilyChanges> families = new ArrayList<>();
    FamilyChanges.Grouping grouping = new FamilyChanges.Grouping(families::add);

    CatalogueDiff.run(Optional.of(base), release, grouping);
    grouping.finish();

    assertThat(families.stream().map(changes -> changes.family().toString()))
        .containsExactly(
            "maven org.example:app", "npm left-pad", "npm other", "oci docker.io/library/alpine");
    assertThat(families.stream().map(FamilyChanges::upgraded))
        .containsExactly(true, false, false, false);
    assertThat(families.getFirst().oldVersions()).containsExactly("1.0");
    assertThat(families.getFirst().newVersions()).containsExactly("1.1");
    assertThat(families.getLast().replaced()).hasSize(1);
  }
}
