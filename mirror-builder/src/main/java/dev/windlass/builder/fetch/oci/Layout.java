package dev.windlass.builder.fetch.oci;

import com.fasterxml.jackson.databind.JsonNode;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** An OCI image layout on disk (image specification 1.1, "Image Layout"). */
final class Layout {
  private static final String REF_NAME = "org.opencontainers.image.ref.name";
  private static final String CONTAINERD_NAME = "io.containerd.image.name";

  private final Path directory;
  private final List<Image> images;

  /**
   * An entry of {@code index.json}.
   *
   * @param tag its name in the layout
   * @param name its full name, where a tool wrote it
   */
  record Image(Descriptor descriptor, Optional<String> tag, Optional<ImageSource.Registry> name) {
    /** The name in the layout if it can be an image's tag. */
    Optional<String> plainTag() {
      return tag.filter(text -> ImageSource.TAG.matcher(text).matches());
    }
  }

  private Layout(Path directory, List<Image> images) {
    this.directory = directory;
    this.images = List.copyOf(images);
  }

  /**
   * @throws FetchException if there is no layout of a version that is understood here
   */
  static Layout open(Path directory) throws IOException {
    try {
      JsonNode version = json(directory.resolve("oci-layout"));
      if (!version.path("imageLayoutVersion").asText().startsWith("1.")) {
        throw new FetchException(
            "tried to read the OCI layout %s, but it has another version".formatted(directory));
      }
      List<Image> images = new ArrayList<>();
      for (JsonNode node : json(directory.resolve("index.json")).path("manifests")) {
        images.add(image(node));
      }
      return new Layout(directory, images);
    } catch (NoSuchFileException e) {
      throw new FetchException(
          "tried to read the OCI layout %s, but it has no %s: correct the source"
              .formatted(directory, e.getFile()),
          e);
    }
  }

  private static JsonNode json(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(ManifestReader.MAX_BYTES);
      return ManifestReader.json(bytes, Digest.of(bytes));
    }
  }

  private static Image image(JsonNode node) {
    Optional<String> tag = text(node.path("annotations").path(REF_NAME));
    Optional<String> full =
        text(node.path("annotations").path(CONTAINERD_NAME))
            .or(() -> tag.filter(name -> name.contains("/")));
    return new Image(ManifestReader.descriptor(node), tag, full.map(ImageSource.Registry::parse));
  }

  private static Optional<String> text(JsonNode node) {
    return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
  }

  /** The image of that tag; without a tag the only image, or empty if there are more. */
  Optional<Image> image(Optional<String> tag) {
    if (tag.isEmpty()) {
      return images.size() == 1 ? Optional.of(images.getFirst()) : Optional.empty();
    }
    return images.stream().filter(image -> image.tag().equals(tag)).findFirst();
  }

  List<Image> images() {
    return images;
  }

  /** The images' names, for error messages. */
  String describe() {
    return images.stream()
        .map(image -> image.tag().orElse("one without name"))
        .collect(Collectors.joining(", "));
  }

  Path blob(Digest digest) {
    return directory.resolve("blobs").resolve("sha256").resolve(digest.hex());
  }
}
