package dev.windlass.builder.fetch.oci;

import dev.windlass.builder.fetch.EntrySink;
import dev.windlass.builder.fetch.FetchContext;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.Link;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.coordinates.OciCoordinates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Takes all that belongs to one image into the store and gives its entries: the manifest, the
 * children of an index, configurations, layers, and what refers to them. One image; its parts are
 * fetched side by side.
 */
final class ImageCopy {
  /** Indexes within indexes, and referrers of referrers, deeper than anyone builds them. */
  private static final int MAX_DEPTH = 8;

  private static final int MAX_MANIFESTS = 10_000;
  private static final int MAX_CONFIG = 4 << 20;

  /** Tags at which cosign keeps what belongs to a digest. */
  private static final List<String> COSIGN = List.of(".sig", ".att", ".sbom");

  private final FetchContext context;
  private final EntrySink entries;
  private final Upstream upstream;
  private final String repository;
  private final boolean referrers;
  private final Set<Digest> visited = ConcurrentHashMap.newKeySet();

  /**
   * @param repository name on the high side
   * @param referrers whether what refers to the image is taken too
   */
  ImageCopy(
      FetchContext context,
      EntrySink entries,
      Upstream upstream,
      String repository,
      boolean referrers) {
    this.context = context;
    this.entries = entries;
    this.upstream = upstream;
    this.repository = repository;
    this.referrers = referrers;
  }

  /** Names a manifest by a tag. */
  void tag(String tag, Manifest manifest) {
    entries.add(
        CatalogueEntry.of(new OciCoordinates.Tag(repository, tag), manifest.descriptor())
            .withOrigin(upstream.origin(tag)));
  }

  /** Copies a manifest and all below and around it, unless this was done before. */
  void copy(Manifest manifest, PlatformChoice choice, int depth)
      throws IOException, InterruptedException {
    Digest digest = manifest.descriptor().digest();
    if (!visited.add(digest)) {
      return;
    }
    if (depth > MAX_DEPTH || visited.size() > MAX_MANIFESTS) {
      throw new FetchException(
          "tried to copy %s, but it leads to manifests more than %d deep or %d in all"
              .formatted(upstream.origin("" + digest), MAX_DEPTH, MAX_MANIFESTS));
    }
    List<Link> links = new ArrayList<>();
    Optional<String> licence = manifest.licence();
    if (manifest.isIndex()) {
      links.addAll(children(manifest, choice, depth));
    } else {
      links.addAll(parts(manifest));
      Optional<String> labelled = configuration(manifest, choice);
      licence = licence.or(() -> labelled);
    }
    manifest.subject().ifPresent(subject -> links.add(subject(subject)));
    CatalogueEntry entry =
        CatalogueEntry.of(new OciCoordinates.Manifest(repository, digest), manifest.descriptor())
            .withOrigin(upstream.origin(digest.toString()))
            .withLinks(links);
    if (manifest.subject().isPresent() && !manifest.artifactType().isEmpty()) {
      entry = entry.withAttributes(Map.of("artifact-type", manifest.artifactType()));
    }
    entries.add(licence.isPresent() ? entry.withLicence(licence.get()) : entry);
    if (referrers) {
      referrersOf(digest, depth);
    }
  }

  private List<Link> children(Manifest index, PlatformChoice choice, int depth)
      throws IOException, InterruptedException {
    Set<Digest> kept = choice.keep(index.children(), referrers);
    List<Link> links = new ArrayList<>();
    List<FetchContext.Part> copies = new ArrayList<>();
    for (Manifest.Child child : index.children()) {
      Optional<String> name = child.platform().map(Platform::toString);
      boolean present = kept.contains(child.descriptor().digest());
      links.add(new Link("manifest", name, child.descriptor(), present));
      if (present) {
        PlatformChoice below = child.platform().isPresent() ? PlatformChoice.all() : choice;
        copies.add(() -> copy(exactly(child.descriptor()), below, depth + 1));
      }
    }
    context.parallel(copies);
    return links;
  }

  /** The manifest that a descriptor promises. */
  private Manifest exactly(Descriptor descriptor) throws IOException, InterruptedException {
    Manifest manifest = upstream.manifest(descriptor.digest(), descriptor.mediaType());
    if (manifest.descriptor().size() != descriptor.size()) {
      throw new FetchException(
          "tried to copy %s, but it has %d bytes where %d were promised"
              .formatted(
                  upstream.origin("" + descriptor.digest()),
                  manifest.descriptor().size(),
                  descriptor.size()));
    }
    return manifest;
  }

  private List<Link> parts(Manifest manifest) throws IOException, InterruptedException {
    List<Descriptor> parts =
        Stream.concat(manifest.config().stream(), manifest.layers().stream()).distinct().toList();
    Set<Digest> absent = ConcurrentHashMap.newKeySet();
    context.parallel(
        parts.stream()
            .<FetchContext.Part>map(part ->
                () -> {
                  if (!upstream.blob(part)) {
                    absent.add(missing(part, manifest).digest());
                  }
                })
            .toList());
    List<Link> links = new ArrayList<>();
    manifest.config().ifPresent(config -> links.add(Link.of("config", config)));
    for (Descriptor layer : manifest.layers()) {
      links.add(new Link("layer", Optional.empty(), layer, !absent.contains(layer.digest())));
    }
    return links;
  }

  /** A part that the source lacks: allowed only where the licence keeps registries from it. */
  private Descriptor missing(Descriptor part, Manifest manifest) {
    if (!MediaTypes.isNonDistributable(part.mediaType())) {
      throw new FetchException(
          "tried to copy %s, but its source lacks the blob %s (%s): push the image there anew"
              .formatted(
                  upstream.origin("" + manifest.descriptor().digest()),
                  part.digest(),
                  part.mediaType()));
    }
    return part;
  }

  /** Checks a single image's platform against the choice, and returns the licence it is under. */
  private Optional<String> configuration(Manifest manifest, PlatformChoice choice)
      throws IOException {
    if (manifest.config().isEmpty()) {
      return Optional.empty();
    }
    Descriptor config = manifest.config().get();
    Optional<byte[]> bytes = Blobs.read(context.store(), config.digest(), MAX_CONFIG);
    if (bytes.isEmpty() || !ManifestReader.isImageConfiguration(config.mediaType())) {
      return Optional.empty();
    }
    var document = ManifestReader.json(bytes.get(), config.digest());
    choice.check(ManifestReader.platform(document));
    return ManifestReader.licence(document);
  }

  private Link subject(Descriptor subject) {
    return visited.contains(subject.digest())
        ? Link.of("subject", subject)
        : Link.absent("subject", Optional.empty(), subject);
  }

  private void referrersOf(Digest subject, int depth) throws IOException, InterruptedException {
    List<FetchContext.Part> copies = new ArrayList<>();
    copies.add(() -> {
      for (Descriptor referrer : upstream.referrers(subject)) {
        copy(exactly(referrer), PlatformChoice.all(), depth + 1);
      }
    });
    // The tag without suffix is where referrers are listed on registries without the referrers API.
    String base = "sha256-" + subject.hex();
    Stream.concat(Stream.of(""), COSIGN.stream())
        .forEach(suffix ->
            copies.add(() -> {
              var found = upstream.tagged(base + suffix);
              if (found.isPresent()) {
                copy(found.get(), PlatformChoice.all(), depth + 1);
                tag(base + suffix, found.get());
              }
            }));
    context.parallel(copies);
  }
}
