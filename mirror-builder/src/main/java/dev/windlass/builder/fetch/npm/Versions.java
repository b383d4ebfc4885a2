package dev.windlass.builder.fetch.npm;

import dev.windlass.builder.fetch.FetchContext;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.fetch.http.Http;
import dev.windlass.builder.fetch.http.IntegrityException;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.Link;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.StoredBlob;
import dev.windlass.spec.coordinates.NpmCoordinates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Collects single versions into the content store, each once a run. */
final class Versions {
  private static final String TARBALL = "application/gzip";

  private final Registries registries;
  private final Once<NpmCoordinates.Version, CatalogueEntry> collected = new Once<>();

  Versions(Registries registries) {
    this.registries = registries;
  }

  /** Collects the version of a manifest. Its tarball is not fetched if the last lock has it. */
  CatalogueEntry collect(FetchContext context, Manifest manifest)
      throws IOException, InterruptedException {
    var coordinates = new NpmCoordinates.Version(manifest.name(), manifest.version());
    return collected.get(coordinates, () -> fetch(context, coordinates, manifest, Integrity.NONE));
  }

  /**
   * Collects the version that a lockfile names; without any request if the last lock has it.
   *
   * @param integrity what the lockfile demands
   */
  CatalogueEntry collect(
      FetchContext context, NpmCoordinates.Version coordinates, Integrity integrity)
      throws IOException, InterruptedException {
    CatalogueEntry entry =
        collected.get(
            coordinates,
            () -> {
              Optional<CatalogueEntry> known = context.previous().find(coordinates);
              if (known.isPresent() && integrity.agrees(integrity(known.get()))) {
                return known.get();
              }
              Manifest manifest =
                  registries.manifest(context, coordinates.name(), coordinates.version());
              return fetch(context, coordinates, manifest, integrity);
            });
    if (!integrity(entry).and(integrity).satisfiable()) {
      throw contradiction(coordinates);
    }
    return entry;
  }

  private CatalogueEntry fetch(
      FetchContext context,
      NpmCoordinates.Version coordinates,
      Manifest manifest,
      Integrity demanded)
      throws IOException, InterruptedException {
    Integrity published = Integrity.of(manifest.integrity(), manifest.shasum());
    Integrity integrity = published.and(demanded);
    if (!integrity.satisfiable()) {
      throw contradiction(coordinates);
    }
    if (integrity.isEmpty()) {
      throw new FetchException(
          "the registry gives neither integrity nor shasum of %s, so its tarball cannot be checked"
              .formatted(coordinates.text()));
    }
    Optional<CatalogueEntry> known =
        context.previous().find(coordinates).filter(entry -> integrity.agrees(integrity(entry)));
    Descriptor tarball =
        known.isPresent()
            ? known.get().descriptor()
            : download(context, registries.tarball(manifest), integrity);
    Map<String, String> attributes = new TreeMap<>();
    manifest.integrity().ifPresent(value -> attributes.put("integrity", value));
    manifest.shasum().ifPresent(value -> attributes.put("shasum", value));
    CatalogueEntry entry =
        CatalogueEntry.of(coordinates, tarball)
            .withOrigin(manifest.tarball())
            .withAttributes(attributes)
            .withLinks(List.of(Link.of("metadata", store(context, manifest.canonical()))));
    return manifest.licence().map(entry::withLicence).orElse(entry);
  }

  private static Descriptor download(
      FetchContext context, Http.Request request, Integrity integrity)
      throws IOException, InterruptedException {
    Descriptor tarball =
        context
            .http()
            .download(
                request,
                new Http.Expected(
                    Optional.empty(), OptionalLong.empty(), integrity.checksums(), Long.MAX_VALUE));
    StoredBlob blob = context.store().find(tarball.digest()).orElseThrow();
    try (InputStream content = blob.open()) {
      if (!integrity.matchesRest(content)) {
        throw new IntegrityException(request.url() + " matches none of its integrity hashes");
      }
    }
    return new Descriptor(tarball.digest(), tarball.size(), TARBALL);
  }

  private static Descriptor store(FetchContext context, byte[] json) throws IOException {
    Digest digest = Digest.of(json);
    context.store().put(digest, json.length, new ByteArrayInputStream(json));
    return new Descriptor(digest, json.length, "application/json");
  }

  private static Integrity integrity(CatalogueEntry entry) {
    return Integrity.of(entry.attribute("integrity"), entry.attribute("shasum"));
  }

  private static FetchException contradiction(NpmCoordinates.Version coordinates) {
    return new FetchException(
        ("the lockfile and the registry give different hashes for %s: one of them was changed; "
                + "compare both before you trust either")
            .formatted(coordinates.text()));
  }
}
