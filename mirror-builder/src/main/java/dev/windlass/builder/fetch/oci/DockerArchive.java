package dev.windlass.builder.fetch.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.spec.content.BlobStore;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/**
 * A tar file as {@code docker save} writes it. It holds no manifest as registries have them, so one
 * is made: an OCI manifest over the configuration and the layers as they are in the file, in fixed
 * form, so that the same archive always gives the same digest. Every layer is checked against the
 * digest of its content that the configuration names. One thread.
 */
final class DockerArchive implements Closeable {
  private static final int MAX_DOCUMENT = 4 << 20;
  private static final int MAX_LINKS = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final TarFile tar;
  private final Map<String, TarArchiveEntry> members = new HashMap<>();
  private final List<Image> images = new ArrayList<>();

  /**
   * An image of {@code manifest.json}.
   *
   * @param tags full names
   */
  record Image(String config, List<String> tags, List<String> layers) {
    Optional<ImageSource.Registry> name(Optional<String> asked) {
      return asked.or(() -> tags.stream().findFirst()).map(ImageSource.Registry::parse);
    }
  }

  private DockerArchive(Path file, TarFile tar) {
    this.file = file;
    this.tar = tar;
  }

  static DockerArchive open(Path file) throws IOException {
    TarFile tar;
    try {
      tar = new TarFile(file);
    } catch (IOException e) {
      throw new FetchException(
          "tried to read %s as a tar file, but failed: give a file as docker save writes it, not"
                  .formatted(file)
              + " compressed",
          e);
    }
    DockerArchive archive = new DockerArchive(file, tar);
    try {
      archive.readIndex();
      return archive;
    } catch (IOException | RuntimeException e) {
      tar.close();
      throw e;
    }
  }

  private void readIndex() throws IOException {
    for (TarArchiveEntry member : tar.getEntries()) {
      members.put(normal(member.getName()), member);
    }
    for (JsonNode node : JSON.readTree(document("manifest.json"))) {
      images.add(
          new Image(node.path("Config").asText(), texts(node, "RepoTags"), texts(node, "Layers")));
    }
  }

  private static List<String> texts(JsonNode node, String name) {
    List<String> texts = new ArrayList<>();
    node.path(name).forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static String normal(String name) {
    return Path.of("/" + name).normalize().toString().substring(1);
  }

  /** The image of that name; without a name the only image, or empty if there are more. */
  Optional<Image> image(Optional<String> name) {
    if (name.isEmpty()) {
      return images.size() == 1 ? Optional.of(images.getFirst()) : Optional.empty();
    }
    ImageSource.Registry wanted = ImageSource.Registry.parse(name.get());
    return images.stream()
        .filter(image ->
            image.tags().stream().map(ImageSource.Registry::parse).anyMatch(wanted::equals))
        .findFirst();
  }

  /** The images' names, for error messages. */
  String describe() {
    return images.stream()
        .map(image -> image.tags().isEmpty() ? "one without name" : image.tags().getFirst())
        .collect(Collectors.joining(", "));
  }

  /** Takes the image's blobs into the store and returns the manifest made for them. */
  Manifest store(Image image, BlobStore store) throws IOException {
    byte[] configuration = document(image.config());
    Descriptor config = put(store, configuration, MediaTypes.OCI_CONFIG);
    JsonNode contents = JSON.readTree(configuration).path("rootfs").path("diff_ids");
    if (contents.size() != image.layers().size()) {
      throw new FetchException(
          "tried to read %s, but its configuration names %d layers and it has %d"
              .formatted(file, contents.size(), image.layers().size()));
    }
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_MANIFEST);
    document.set("config", json(config));
    var layers = document.putArray("layers");
    for (int i = 0; i < contents.size(); i++) {
      Digest content = Digest.parse(contents.get(i).asText());
      layers.add(json(layer(image.layers().get(i), content, store)));
    }
    byte[] manifest = document.toString().getBytes(StandardCharsets.UTF_8);
    put(store, manifest, MediaTypes.OCI_MANIFEST);
    return ManifestReader.read(manifest, MediaTypes.OCI_MANIFEST);
  }

  private static ObjectNode json(Descriptor descriptor) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("mediaType", descriptor.mediaType())
        .put("digest", descriptor.digest().toString())
        .put("size", descriptor.size());
  }

  private static Descriptor put(BlobStore store, byte[] bytes, String mediaType)
      throws IOException {
    Digest digest = Digest.of(bytes);
    store.put(digest, bytes.length, new ByteArrayInputStream(bytes));
    return new Descriptor(digest, bytes.length, mediaType);
  }

  private Descriptor layer(String name, Digest content, BlobStore store) throws IOException {
    TarArchiveEntry member = member(name);
    try (InputStream in = new BufferedInputStream(tar.getInputStream(member))) {
      in.mark(2);
      boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
      in.reset();
      if (!gzip) {
        if (!store.has(content)) {
          store.put(content, member.getSize(), in);
        }
        return new Descriptor(content, member.getSize(), MediaTypes.OCI_LAYER);
      }
    }
    return compressedLayer(member, content, store);
  }

  private Descriptor compressedLayer(TarArchiveEntry member, Digest content, BlobStore store)
      throws IOException {
    var sha256 = Digest.sha256();
    try (InputStream in = new GZIPInputStream(tar.getInputStream(member))) {
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
    }
    if (!Digest.ofBytes(sha256.digest()).equals(content)) {
      throw new FetchException(
          "tried to read %s, but the layer %s has another content than its configuration says"
              .formatted(file, member.getName()));
    }
    try (InputStream in = tar.getInputStream(member);
        var sink = store.begin()) {
      in.transferTo(sink);
      Descriptor stored = sink.commit();
      return new Descriptor(stored.digest(), stored.size(), MediaTypes.OCI_LAYER + "+gzip");
    }
  }

  private byte[] document(String name) throws IOException {
    try (InputStream in = tar.getInputStream(member(name))) {
      byte[] bytes = in.readNBytes(MAX_DOCUMENT + 1);
      if (bytes.length > MAX_DOCUMENT) {
        throw new FetchException(
            "tried to read %s in %s, but it is too large".formatted(name, file));
      }
      return bytes;
    }
  }

  /** The member of that name; older archives link layers that they hold twice. */
  private TarArchiveEntry member(String name) {
    String at = normal(name);
    for (int links = 0; links < MAX_LINKS; links++) {
      TarArchiveEntry member = members.get(at);
      if (member == null) {
        break;
      }
      if (member.isSymbolicLink()) {
        at = normal(at.substring(0, at.lastIndexOf('/') + 1) + member.getLinkName());
      } else if (member.isLink()) {
        at = normal(member.getLinkName());
      } else {
        return member;
      }
    }
    throw new FetchException(
        "tried to find %s in %s, but it is not there: give a file as docker save writes it"
            .formatted(name, file));
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
