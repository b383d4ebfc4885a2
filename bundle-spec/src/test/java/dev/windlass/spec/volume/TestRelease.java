package dev.windlass.spec.volume;

import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.CatalogueWriter;
import dev.windlass.spec.catalogue.Link;
import dev.windlass.spec.content.BlobSink;
import dev.windlass.spec.content.BlobStore;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.DirectoryBlobStore;
import dev.windlass.spec.content.DirectoryBlobStore.Durability;
import dev.windlass.spec.coordinates.FileCoordinates;
import dev.windlass.spec.coordinates.Kind;
import dev.windlass.spec.coordinates.NpmCoordinates;
import dev.windlass.spec.coordinates.OciCoordinates;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes small releases whose content depends on nothing but a seed. */
public final class TestRelease {
  private final Path directory;
  private final BlobStore store;
  private final RandomGenerator random;
  private final Map<String, CatalogueEntry> entries = new TreeMap<>();

  public TestRelease(Path directory, long seed) throws IOException {
    this.directory = directory;
    this.store = DirectoryBlobStore.open(directory.resolve("store"), Durability.DEFERRED);
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  public BlobStore store() {
    return store;
  }

  /** Random bytes as a blob of the store. */
  public Descriptor blob(int size, String mediaType) throws IOException {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return blob(bytes, mediaType);
  }

  public Descriptor blob(byte[] bytes, String mediaType) throws IOException {
    try (BlobSink sink = store.begin()) {
      sink.write(bytes);
      Descriptor descriptor = sink.commit();
      return new Descriptor(descriptor.digest(), descriptor.size(), mediaType);
    }
  }

  public TestRelease add(CatalogueEntry entry) {
    entries.put(entry.coordinates().kind() + " " + entry.coordinates().text(), entry);
    return this;
  }

  public TestRelease file(String path, int size) throws IOException {
    return add(
        CatalogueEntry.of(new FileCoordinates(path), blob(size, Descriptor.OCTET_STREAM))
            .withOrigin("https://downloads.example/" + path));
  }

  public TestRelease npm(String name, String version, int size) throws IOException {
    return add(
        CatalogueEntry.of(new NpmCoordinates.Version(name, version), blob(size, "application/gzip"))
            .withLicence("MIT")
            .withLinks(List.of(Link.of("metadata", blob(200, "application/json")))));
  }

  /** An image of one layer under a tag. */
  public TestRelease image(String repository, String tag, int layerSize) throws IOException {
    return image(repository, tag, layerSize, UnaryOperator.identity());
  }

  /**
   * The same with another manifest, but the links that the right one would have.
   *
   * @param edit of the manifest's text
   */
  public TestRelease image(String repository, String tag, int layerSize, UnaryOperator<String> edit)
      throws IOException {
    Descriptor layer = blob(layerSize, "application/vnd.oci.image.layer.v1.tar+gzip");
    Descriptor config =
        blob(
            "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}"
                .getBytes(StandardCharsets.UTF_8),
            "application/vnd.oci.image.config.v1+json");
    String type = "application/vnd.oci.image.manifest.v1+json";
    Descriptor manifest =
        blob(
            edit.apply(
                    "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
                        .formatted(type, json(config), json(layer)))
                .getBytes(StandardCharsets.UTF_8),
            type);
    add(CatalogueEntry.of(new OciCoordinates.Tag(repository, tag), manifest));
    return add(
        CatalogueEntry.of(new OciCoordinates.Manifest(repository, manifest.digest()), manifest)
            .withLinks(List.of(Link.of("config", config), Link.of("layer", layer))));
  }

  /**
   * An index under a tag.
   *
   * @param children manifests that have entries of their own
   * @param absent a platform that was left out
   */
  public TestRelease index(
      String repository, String tag, List<Descriptor> children, Descriptor absent)
      throws IOException {
    String type = "application/vnd.oci.image.index.v1+json";
    String members =
        Stream.concat(children.stream(), Stream.of(absent))
            .map(TestRelease::json)
            .collect(Collectors.joining(","));
    Descriptor index =
        blob(
            "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
                .formatted(type, members)
                .getBytes(StandardCharsets.UTF_8),
            type);
    List<Link> links = new ArrayList<>();
    children.forEach(child -> links.add(Link.of("manifest", child)));
    links.add(Link.absent("manifest", Optional.of("linux/s390x"), absent));
    add(CatalogueEntry.of(new OciCoordinates.Tag(repository, tag), index));
    return add(
        CatalogueEntry.of(new OciCoordinates.Manifest(repository, index.digest()), index)
            .withLinks(links));
  }

  /** The manifest of a tag. */
  public Descriptor manifest(String repository, String tag) {
    return Objects.requireNonNull(entries.get(Kind.OCI + " " + repository + ":" + tag))
        .descriptor();
  }

  private static String json(Descriptor blob) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
        .formatted(blob.mediaType(), blob.digest(), blob.size());
  }

  public TestRelease remove(String key) {
    entries.remove(key);
    return this;
  }

  public List<CatalogueEntry> entries() {
    return new ArrayList<>(entries.values());
  }

  /** Writes what the release is now as a catalogue. */
  public Path catalogue(String name) throws IOException {
    Path file = directory.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      CatalogueWriter.write(entries.values(), out);
    }
    return file;
  }

  public static HeaderFacts facts(long sequence) {
    return new HeaderFacts(
        "dev",
        sequence,
        Optional.empty(),
        "enclave-a",
        "UNCLASSIFIED",
        Instant.parse("2026-01-31T08:00:00Z"),
        Optional.of(Instant.parse("2026-04-30T00:00:00Z")),
        "windlass-test 1",
        new TreeMap<>());
  }

  /** Packs what the release is now. */
  public PackedBundle pack(String name, Optional<Path> base, Profile profile) throws IOException {
    return BundleWriter.write(
        BundleRequest.of(
            catalogue(name + ".jsonl"), base, store, profile, facts(1), directory.resolve(name)),
        PackListener.NONE);
  }
}
