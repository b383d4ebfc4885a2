package dev.windlass.spec.catalogue;

import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.coordinates.Coordinates;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One line of a catalogue: an artifact under its coordinate, with all that the high side needs in
 * order to serve it.
 *
 * @param origin URL that the artifact came from, for people
 * @param licence SPDX expression or the upstream's words, where known
 * @param attributes facts of the kind, by name: {@code h1}, {@code integrity}, {@code
 *     plugin-prefix} …
 * @param evidence blobs that vouch for the artifact: signatures, checksum lists, keys, attestations
 * @param links blobs that the artifact consists of or refers to, in the artifact's own order
 */
public record CatalogueEntry(
    Coordinates coordinates,
    Descriptor descriptor,
    Optional<String> origin,
    Optional<String> licence,
    SortedMap<String, String> attributes,
    List<Link> evidence,
    List<Link> links) {

  public CatalogueEntry {
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    evidence = List.copyOf(evidence);
    links = List.copyOf(links);
  }

  public static CatalogueEntry of(Coordinates coordinates, Descriptor descriptor) {
    return new CatalogueEntry(
        coordinates,
        descriptor,
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>(),
        List.of(),
        List.of());
  }

  public CatalogueEntry withOrigin(String url) {
    return new CatalogueEntry(
        coordinates, descriptor, Optional.of(url), licence, attributes, evidence, links);
  }

  public CatalogueEntry withLicence(String text) {
    return new CatalogueEntry(
        coordinates, descriptor, origin, Optional.of(text), attributes, evidence, links);
  }

  public CatalogueEntry withAttributes(Map<String, String> facts) {
    return new CatalogueEntry(
        coordinates, descriptor, origin, licence, new TreeMap<>(facts), evidence, links);
  }

  public CatalogueEntry withEvidence(List<Link> blobs) {
    return new CatalogueEntry(coordinates, descriptor, origin, licence, attributes, blobs, links);
  }

  public CatalogueEntry withLinks(List<Link> blobs) {
    return new CatalogueEntry(
        coordinates, descriptor, origin, licence, attributes, evidence, blobs);
  }

  public Digest digest() {
    return descriptor.digest();
  }

  public Optional<String> attribute(String name) {
    return Optional.ofNullable(attributes.get(name));
  }

  /**
   * Every blob that the release must hold for this entry: its own, its evidence, its present links.
   */
  public Stream<Descriptor> blobs() {
    return Stream.concat(
        Stream.of(descriptor),
        Stream.concat(evidence.stream(), links.stream())
            .filter(Link::present)
            .map(Link::descriptor));
  }
}
