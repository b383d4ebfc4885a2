package dev.windlass.builder.fetch.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.fetch.LocalFetch;
import dev.windlass.builder.list.MirrorList;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.Link;
import dev.windlass.spec.content.ContentMismatchException;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images from files: OCI layouts and Docker archives. */
class FilesIT {
  private @TempDir Path directory;
  private LocalFetch run;

  @BeforeEach
  void open() throws IOException {
    run = new LocalFetch(directory.resolve("store"));
  }

  private void collect(String source, Optional<String> as, boolean referrers)
      throws IOException, InterruptedException {
    var image = new MirrorList.Image(source, as, List.of(), referrers, false);
    run.run(
        new OciFetcher(
            List.of(image),
            directory,
            new Registries(host -> Optional.empty(), Clock.systemUTC())));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String json(Descriptor descriptor, String more) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d%s}"
        .formatted(descriptor.mediaType(), descriptor.digest(), descriptor.size(), more);
  }

  private Descriptor layoutBlob(String mediaType, String content) throws IOException {
    Path blobs = Files.createDirectories(directory.resolve("layout/blobs/sha256"));
    Digest digest = Digest.of(bytes(content));
    Files.writeString(blobs.resolve(digest.hex()), content);
    return new Descriptor(digest, bytes(content).length, mediaType);
  }

  private Descriptor layoutManifest(String layer, String more) throws IOException {
    Descriptor config = layoutBlob(MediaTypes.OCI_CONFIG, "{}");
    Descriptor data = layoutBlob(MediaTypes.OCI_LAYER, layer);
    return layoutBlob(
        MediaTypes.OCI_MANIFEST,
        "{\"schemaVersion\":2,\"config\":%s,\"layers\":[%s]%s}"
            .formatted(json(config, ""), json(data, ""), more));
  }

  private void layoutIndex(String... manifests) throws IOException {
    Path layout = directory.resolve("layout");
    Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    Files.writeString(
        layout.resolve("index.json"),
        "{\"schemaVersion\":2,\"manifests\":[%s]}".formatted(String.join(",", manifests)));
  }

  private static String named(Descriptor manifest, String name) {
    return json(
        manifest, ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"" + name + "\"}");
  }

  @Test
  void takesAnImageAndItsReferrersFromALayout() throws Exception {
    Descriptor image = layoutManifest("layer", "");
    Descriptor sbom =
        layoutManifest(
            "sbom", ",\"artifactType\":\"application/sbom\",\"subject\":" + json(image, ""));
    layoutIndex(named(image, "v1"), json(sbom, ""));
    collect("oci:layout:v1", Optional.of("mirror/app"), true);

    CatalogueEntry tag = run.entry("mirror/app:v1");
    assertThat(tag.descriptor()).isEqualTo(image);
    assertThat(tag.origin()).contains("oci:layout:v1");
    assertThat(run.entry("mirror/app@" + sbom.digest()).links())
        .contains(Link.of("subject", image));
    assertThat(run.entry("mirror/app@" + image.digest()).blobs().toList()).hasSize(3);
  }

  @Test
  void takesTheNameThatALayoutHoldsInFull() throws Exception {
    layoutIndex(named(layoutManifest("layer", ""), "registry.example:5000/team/app:v2"));
    collect("oci:layout", Optional.empty(), false);
    assertThat(run.entry("registry.example/team/app:v2")).isNotNull();
  }

  @Test
  void asksForANameWhereALayoutHoldsNone() throws Exception {
    layoutIndex(named(layoutManifest("layer", ""), "v1"));
    assertThatThrownBy(() -> collect("oci:layout:v1", Optional.empty(), false))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("as:");
  }

  @Test
  void saysWhatALayoutHoldsInstead() throws Exception {
    layoutIndex(named(layoutManifest("one", ""), "v1"), named(layoutManifest("two", ""), "v2"));
    for (String source : List.of("oci:layout", "oci:layout:v3")) {
      assertThatThrownBy(() -> collect(source, Optional.of("mirror/app"), false))
          .isInstanceOf(FetchException.class)
          .hasMessageContaining("v1, v2");
    }
  }

  @Test
  void refusesALayoutWithADamagedBlob() throws Exception {
    Descriptor image = layoutManifest("layer", "");
    layoutIndex(json(image, ""));
    String layer = Digest.of(bytes("layer")).hex();
    Files.writeString(directory.resolve("layout/blobs/sha256/" + layer), "lbyer");
    assertThatThrownBy(() -> collect("oci:layout", Optional.of("mirror/app"), false))
        .isInstanceOf(ContentMismatchException.class);
  }

  @Test
  void saysThatADirectoryIsNoLayout() {
    assertThatThrownBy(() -> collect("oci:nowhere", Optional.of("mirror/app"), false))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("oci-layout");
  }

  private static byte[] gzip(String content) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes(content));
    }
    return out.toByteArray();
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static void link(TarArchiveOutputStream tar, String name, String target)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
    entry.setLinkName(target);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  /** An archive of one image with a plain, a compressed and a linked layer. */
  private void archive(String secondContent) throws IOException {
    String config =
        "{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{\"diff_ids\":[\"%s\",\"%s\",\"%s\"]}}"
            .formatted(Digest.of(bytes("one")), Digest.of(bytes("two")), Digest.of(bytes("one")));
    try (var tar = new TarArchiveOutputStream(Files.newOutputStream(directory.resolve("a.tar")))) {
      put(tar, "one/layer.tar", bytes("one"));
      put(tar, "two/layer.tar", gzip(secondContent));
      link(tar, "three/layer.tar", "../one/layer.tar");
      put(tar, "config.json", bytes(config));
      String index =
          "[{\"Config\":\"config.json\",\"RepoTags\":[\"team/app:1\"],\"Layers\":[\"one/layer.tar\",\"two/layer.tar\",\"three/layer.tar\"]}]";
      put(tar, "manifest.json", bytes(index));
    }
  }

  @Test
  void makesTheSameManifestOfADockerArchiveEveryTime() throws Exception {
    archive("two");
    collect("docker-archive:a.tar", Optional.empty(), true);

    CatalogueEntry tag = run.entry("docker.io/team/app:1");
    CatalogueEntry manifest = run.entry("docker.io/team/app@" + tag.digest());
    byte[] two = gzip("two");
    Descriptor plain = new Descriptor(Digest.of(bytes("one")), 3, MediaTypes.OCI_LAYER);
    Descriptor zipped = new Descriptor(Digest.of(two), two.length, MediaTypes.OCI_LAYER + "+gzip");
    assertThat(run.store().path(tag.digest()))
        .hasContent(
            "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s,%s,%s]}"
                .formatted(
                    MediaTypes.OCI_MANIFEST,
                    json(manifest.links().getFirst().descriptor(), ""),
                    json(plain, ""),
                    json(zipped, ""),
                    json(plain, "")));
    for (Descriptor blob : manifest.blobs().toList()) {
      assertThat(run.store().has(blob.digest())).isTrue();
    }
  }

  @Test
  void refusesADockerArchiveWhoseLayerIsNotTheConfigurations() throws Exception {
    archive("another");
    assertThatThrownBy(() -> collect("docker-archive:a.tar:team/app:1", Optional.empty(), false))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("another content");
  }

  @Test
  void saysWhatADockerArchiveHoldsInstead() throws Exception {
    archive("two");
    assertThatThrownBy(() -> collect("docker-archive:a.tar:team/app:2", Optional.empty(), false))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("team/app:1");
  }

  @Test
  void saysThatAFileIsNoDockerArchive() throws Exception {
    Files.write(directory.resolve("a.tar"), gzip("anything"));
    assertThatThrownBy(() -> collect("docker-archive:a.tar", Optional.empty(), false))
        .isInstanceOf(FetchException.class);
  }
}
