package dev.windlass.builder.fetch.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.fetch.LocalFetch;
import dev.windlass.builder.fetch.http.IntegrityException;
import dev.windlass.builder.list.MirrorList;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.Link;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciFetcherIT {
  private @TempDir Path directory;
  private LoopbackRegistry registry;
  private LocalFetch run;

  @BeforeEach
  void start() throws IOException {
    registry = new LoopbackRegistry();
    run = new LocalFetch(directory);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private void collect(MirrorList.Image... images) throws IOException, InterruptedException {
    run.run(
        new OciFetcher(
            List.of(images),
            directory,
            new Registries(host -> Optional.empty(), Clock.systemUTC())));
  }

  private String source(String tag) {
    return registry.host() + "/team/app:" + tag;
  }

  private MirrorList.Image image(String tag, List<String> platforms, boolean referrers) {
    return new MirrorList.Image(source(tag), Optional.of("mirror/app"), platforms, referrers, true);
  }

  private static String json(Descriptor descriptor, String more) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d%s}"
        .formatted(descriptor.mediaType(), descriptor.digest(), descriptor.size(), more);
  }

  private static String onPlatform(Descriptor descriptor, String os, String architecture) {
    return json(
        descriptor,
        ",\"platform\":{\"os\":\"%s\",\"architecture\":\"%s\"}".formatted(os, architecture));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** An image of one layer, whose JSON has odd spacing and an unknown member on purpose. */
  private Descriptor push(String architecture, String layer, String more) {
    Descriptor config =
        registry.blob(
            MediaTypes.OCI_CONFIG,
            bytes(
                "{\"os\":\"linux\",\"architecture\":\"%s\",\"config\":{\"Labels\":{\"org.opencontainers.image.licenses\":\"MIT\"}}}"
                    .formatted(architecture)));
    Descriptor data = registry.blob(MediaTypes.OCI_LAYER + "+zstd", bytes(layer));
    return registry.manifest(
        MediaTypes.OCI_MANIFEST,
        "{ \"schemaVersion\":2,\n\"mediaType\":\"%s\",\"x-odd\":[ ],\"config\":%s,\"layers\":[%s]%s}"
            .formatted(MediaTypes.OCI_MANIFEST, json(config, ""), json(data, ""), more));
  }

  private Descriptor pushIndex(String... children) {
    return registry.manifest(
        MediaTypes.OCI_INDEX,
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
            .formatted(MediaTypes.OCI_INDEX, String.join(",", children)));
  }

  private Descriptor pushTwoPlatforms(String tag) {
    Descriptor index =
        pushIndex(
            onPlatform(push("amd64", "shared", ""), "linux", "amd64"),
            onPlatform(push("arm64", "shared", ""), "linux", "arm64"));
    registry.tag(tag, index);
    return index;
  }

  @Test
  void carriesAMultiArchitectureImageWholeWithItsExactBytes() throws Exception {
    Descriptor index = pushTwoPlatforms("1");
    collect(image("1", List.of(), false));

    CatalogueEntry tag = run.entry("mirror/app:1");
    assertThat(tag.descriptor()).isEqualTo(index);
    assertThat(tag.origin()).contains("http://" + registry.host() + "/v2/team/app/manifests/1");
    CatalogueEntry manifest = run.entry("mirror/app@" + index.digest());
    assertThat(manifest.links()).extracting(Link::rel).containsExactly("manifest", "manifest");
    assertThat(manifest.links())
        .extracting(Link::name)
        .containsExactly(Optional.of("linux/amd64"), Optional.of("linux/arm64"));
    assertThat(run.entries()).hasSize(4);
    CatalogueEntry child =
        run.entry("mirror/app@" + manifest.links().getFirst().descriptor().digest());
    assertThat(child.licence()).contains("MIT");
    assertThat(child.links()).extracting(Link::rel).containsExactly("config", "layer");
    for (CatalogueEntry entry : run.entries().values()) {
      for (Descriptor blob : entry.blobs().toList()) {
        assertThat(run.store().has(blob.digest())).as(blob.toString()).isTrue();
      }
    }
  }

  @Test
  void keepsTheIndexAndListsFilteredPlatformsAsAbsent() throws Exception {
    Descriptor index = pushTwoPlatforms("1");
    collect(image("1", List.of("linux/arm64/v8"), false));

    CatalogueEntry manifest = run.entry("mirror/app@" + index.digest());
    assertThat(manifest.links()).extracting(Link::present).containsExactly(false, true);
    assertThat(run.entries()).hasSize(3);
  }

  @Test
  void saysWhichPlatformsThereAreWhenOneIsMissing() {
    pushTwoPlatforms("1");
    assertThatThrownBy(() -> collect(image("1", List.of("linux/amd64", "linux/s390x"), false)))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("linux/s390x")
        .hasMessageContaining("linux/amd64, linux/arm64");
  }

  @Test
  void refusesASingleImageOfAnotherPlatform() {
    registry.tag("1", push("amd64", "layer", ""));
    assertThatThrownBy(() -> collect(image("1", List.of("linux/arm64"), false)))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("only linux/amd64");
  }

  @Test
  void asksOnlyForTheTagWhenNothingIsNew() throws Exception {
    pushTwoPlatforms("1");
    collect(image("1", List.of(), false));
    var first = List.copyOf(run.entries().values());
    registry.requests.clear();

    collect(image("1", List.of(), false));

    assertThat(registry.requests).containsExactly("HEAD /v2/team/app/manifests/1");
    assertThat(run.entries().values()).containsExactlyElementsOf(first);
  }

  @Test
  void fetchesALayerOnceThatManyImagesShare() throws Exception {
    pushTwoPlatforms("1");
    registry.tag("2", push("riscv64", "shared", ""));
    collect(image("1", List.of(), false), image("2", List.of(), false));

    String blob = "GET /v2/team/app/blobs/" + Digest.of(bytes("shared"));
    assertThat(registry.requests.stream().filter(blob::equals)).hasSize(1);
  }

  @Test
  void goesIntoNestedIndexes() throws Exception {
    Descriptor image = push("amd64", "layer", "");
    Descriptor inner = pushIndex(onPlatform(image, "linux", "amd64"));
    registry.tag("1", pushIndex(json(inner, "")));
    collect(image("1", List.of("linux/amd64"), false));

    assertThat(run.entry("mirror/app@" + image.digest()).links()).hasSize(2);
  }

  @Test
  void refusesIndexesNestedWithoutReason() {
    Descriptor next = push("amd64", "layer", "");
    for (int i = 0; i < 12; i++) {
      next = pushIndex(json(next, ""));
    }
    registry.tag("1", next);
    assertThatThrownBy(() -> collect(image("1", List.of(), false)))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("more than 8 deep");
  }

  @Test
  void refusesAManifestWithOtherBytesThanItsDigestSays() {
    Descriptor image = push("amd64", "layer", "");
    registry.tag("1", image);
    registry.forge(image.digest(), "{\"schemaVersion\":2,\"config\":{},\"layers\":[]}");
    assertThatThrownBy(() -> collect(image("1", List.of(), false)))
        .isInstanceOf(FetchException.class);
    assertThat(run.entries()).isEmpty();
  }

  @Test
  void refusesALayerOfAnotherSizeThanTheManifestSays() {
    Descriptor config = registry.blob(MediaTypes.OCI_CONFIG, bytes("{}"));
    Descriptor layer = registry.blob(MediaTypes.OCI_LAYER, bytes("layer"));
    Descriptor lie = new Descriptor(layer.digest(), 4, layer.mediaType());
    registry.tag(
        "1",
        registry.manifest(
            MediaTypes.OCI_MANIFEST,
            "{\"schemaVersion\":2,\"config\":%s,\"layers\":[%s]}"
                .formatted(json(config, ""), json(lie, ""))));
    assertThatThrownBy(() -> collect(image("1", List.of(), false)))
        .isInstanceOf(IntegrityException.class);
  }

  @Test
  void refusesAManifestLargerThanRegistriesTake() {
    String padding = " ".repeat(ManifestReader.MAX_BYTES);
    registry.tag("1", registry.manifest(MediaTypes.OCI_MANIFEST, "{" + padding + "}"));
    assertThatThrownBy(() -> collect(image("1", List.of(), false)))
        .isInstanceOf(IntegrityException.class)
        .hasMessageContaining("larger than");
  }

  @Test
  void listsALayerAsAbsentThatItsLicenceKeepsFromTheRegistry() throws Exception {
    Descriptor config = registry.blob(MediaTypes.OCI_CONFIG, bytes("{}"));
    Descriptor foreign =
        new Descriptor(
            Digest.of(bytes("windows")),
            7,
            "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip");
    Descriptor image =
        registry.manifest(
            MediaTypes.OCI_MANIFEST,
            "{\"schemaVersion\":2,\"config\":%s,\"layers\":[%s]}"
                .formatted(json(config, ""), json(foreign, "")));
    registry.tag("1", image);
    collect(image("1", List.of(), false));

    assertThat(run.entry("mirror/app@" + image.digest()).links())
        .contains(Link.absent("layer", Optional.empty(), foreign));
  }

  @Test
  void failsWhenTheRegistryLacksAnOrdinaryLayer() {
    Descriptor config = registry.blob(MediaTypes.OCI_CONFIG, bytes("{}"));
    Descriptor lost = new Descriptor(Digest.of(bytes("lost")), 4, MediaTypes.OCI_LAYER);
    registry.tag(
        "1",
        registry.manifest(
            MediaTypes.OCI_MANIFEST,
            "{\"schemaVersion\":2,\"config\":%s,\"layers\":[%s]}"
                .formatted(json(config, ""), json(lost, ""))));
    assertThatThrownBy(() -> collect(image("1", List.of(), false)))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining(lost.digest().toString());
  }

  @Test
  void saysThatATagIsNotThere() {
    assertThatThrownBy(() -> collect(image("none", List.of(), false)))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("no such tag");
  }

  @Test
  void fetchesByDigestWhatIsPinnedAndTagsItAsWritten() throws Exception {
    Descriptor pinned = push("amd64", "old", "");
    registry.tag("1", push("amd64", "new", ""));
    collect(image("1@" + pinned.digest(), List.of(), false));

    assertThat(run.entry("mirror/app:1").descriptor()).isEqualTo(pinned);
  }

  /** A signature, SBOM or the like, that names its subject. */
  private Descriptor pushReferrer(Descriptor subject, String artifactType) {
    Descriptor config = registry.blob("application/vnd.oci.empty.v1+json", bytes("{}"));
    Descriptor layer = registry.blob("application/spdx+json", bytes("sbom " + artifactType));
    return registry.manifest(
        MediaTypes.OCI_MANIFEST,
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"artifactType\":\"%s\",\"config\":%s,\"layers\":[%s],\"subject\":%s}"
            .formatted(
                MediaTypes.OCI_MANIFEST,
                artifactType,
                json(config, ""),
                json(layer, ""),
                json(subject, "")));
  }

  private static String page(Descriptor referrer) {
    return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
        .formatted(MediaTypes.OCI_INDEX, json(referrer, ""));
  }

  @Test
  void takesReferrersOfAllPagesAlong() throws Exception {
    Descriptor image = push("amd64", "layer", "");
    registry.tag("1", image);
    Descriptor sbom = pushReferrer(image, "application/spdx+json");
    Descriptor signature = pushReferrer(image, "application/signature");
    Descriptor signedSbom = pushReferrer(sbom, "application/signature");
    registry.referrers(image.digest(), List.of(page(sbom), page(signature)));
    registry.referrers(sbom.digest(), List.of(page(signedSbom)));
    collect(image("1", List.of(), true));

    CatalogueEntry entry = run.entry("mirror/app@" + sbom.digest());
    assertThat(entry.attribute("artifact-type")).contains("application/spdx+json");
    assertThat(entry.links()).contains(Link.of("subject", image));
    assertThat(run.entry("mirror/app@" + signature.digest()).links())
        .contains(Link.of("subject", image));
    assertThat(run.entry("mirror/app@" + signedSbom.digest()).links())
        .contains(Link.of("subject", sbom));
  }

  @Test
  void takesReferrersFromTheTagWhereTheRegistryLacksTheApi() throws Exception {
    Descriptor image = push("amd64", "layer", "");
    registry.tag("1", image);
    Descriptor sbom = pushReferrer(image, "application/spdx+json");
    String tag = "sha256-" + image.digest().hex();
    registry.tag(tag, pushIndex(json(sbom, "")));
    registry.tag(tag + ".sig", push("amd64", "signature", ""));
    collect(image("1", List.of(), true));

    assertThat(run.entry("mirror/app@" + sbom.digest()).links())
        .contains(Link.of("subject", image));
    assertThat(run.entry("mirror/app:" + tag).links()).isEmpty();
    assertThat(run.entry("mirror/app:" + tag + ".sig")).isNotNull();
  }

  @Test
  void leavesReferrersWhereTheyAreUnlessAskedFor() throws Exception {
    Descriptor image = push("amd64", "layer", "");
    registry.tag("1", image);
    registry.referrers(image.digest(), List.of(page(pushReferrer(image, "application/any"))));
    collect(image("1", List.of(), false));

    assertThat(run.entries()).hasSize(2);
  }

  @Test
  void namesItselfAfterHostAndRepositoryUnlessToldOtherwise() throws Exception {
    registry.tag("1", push("amd64", "layer", ""));
    collect(new MirrorList.Image(source("1"), Optional.empty(), List.of(), false, true));

    assertThat(run.entry("127.0.0.1/team/app:1")).isNotNull();
  }
}
