package dev.windlass.spec.vectors;

import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.coordinates.FileCoordinates;
import dev.windlass.spec.volume.BundleRequest;
import dev.windlass.spec.volume.BundleWriter;
import dev.windlass.spec.volume.PackListener;
import dev.windlass.spec.volume.Profile;
import dev.windlass.spec.volume.TestRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The valid bundles that the vectors start from. */
final class Bundles {
  /** Makes a bundle in an empty directory. */
  @FunctionalInterface
  interface Edit {
    void apply(BundleEditor bundle) throws IOException;
  }

  private Bundles() {}

  /** Two small files in one pack. */
  static GoldenVector.Maker small(Edit edit) {
    return make(Bundles::smallRelease, Optional.empty(), Profile.DIR, edit);
  }

  /** An image, so that volume 1 is an OCI image layout, and a package. */
  static GoldenVector.Maker image(Edit edit) {
    return make(Bundles::imageRelease, Optional.empty(), Profile.DIR, edit);
  }

  /** One image with an altered manifest, but the links of the right one. */
  static GoldenVector.Maker manifest(UnaryOperator<String> manifest) {
    return make(
        directory ->
            new TestRelease(directory, 1).image("docker.io/library/tiny", "1.0", 5, manifest),
        Optional.empty(),
        Profile.DIR,
        bundle -> {});
  }

  /** An index with one of two platforms. */
  static GoldenVector.Maker index(Edit edit) {
    return make(
        directory -> {
          TestRelease release = new TestRelease(directory, 1).image("quay.io/a", "1-amd64", 5);
          return release.index(
              "quay.io/a",
              "1",
              List.of(release.manifest("quay.io/a", "1-amd64")),
              new Descriptor(
                  Digest.of(new byte[1]), 1, "application/vnd.oci.image.manifest.v1+json"));
        },
        Optional.empty(),
        Profile.DIR,
        edit);
  }

  /** A blob in parts over three volumes. */
  static GoldenVector.Maker parts(Edit edit) {
    return make(
        Bundles::largeRelease, Optional.empty(), Profile.custom(Profile.MIN_VOLUME_BYTES), edit);
  }

  /** What the image's release has and the small one lacks. */
  static GoldenVector.Maker differential(Edit edit) {
    return make(Bundles::imageRelease, Optional.of(Bundles::smallRelease), Profile.DIR, edit);
  }

  @FunctionalInterface
  private interface Release {
    TestRelease in(Path directory) throws IOException;
  }

  private static TestRelease smallRelease(Path directory) throws IOException {
    return new TestRelease(directory, 1).file("tools/a.bin", 100).file("tools/b.bin", 700);
  }

  private static TestRelease imageRelease(Path directory) throws IOException {
    return smallRelease(directory)
        .npm("@scope/left-pad", "1.3.0", 300)
        .image("docker.io/library/tiny", "1.0", 500);
  }

  private static TestRelease largeRelease(Path directory) throws IOException {
    TestRelease release = new TestRelease(directory, 1);
    byte[] content = new byte[150_000];
    content[0] = 1;
    Descriptor blob = release.blob(content, Descriptor.OCTET_STREAM);
    return release.add(CatalogueEntry.of(new FileCoordinates("large.bin"), blob));
  }

  private static GoldenVector.Maker make(
      Release release, Optional<Release> base, Profile profile, Edit edit) {
    return target -> {
      Path work = Files.createTempDirectory("windlass-vector");
      TestRelease made = release.in(Files.createDirectory(work.resolve("release")));
      Optional<Path> baseCatalogue = Optional.empty();
      if (base.isPresent()) {
        Path directory = Files.createDirectory(work.resolve("base"));
        baseCatalogue = Optional.of(base.get().in(directory).catalogue("catalogue.jsonl"));
      }
      Files.delete(target);
      BundleWriter.write(
          new BundleRequest(
              made.catalogue("catalogue.jsonl"),
              baseCatalogue,
              made.store(),
              profile,
              TestRelease.facts(1),
              new TreeMap<>(),
              target),
          PackListener.NONE);
      BundleEditor editor = new BundleEditor(target);
      editor.shortenVerifyText();
      edit.apply(editor);
    };
  }
}
