package dev.windlass.spec.volume;

import dev.windlass.spec.content.BlobStore;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What to pack.
 *
 * @param catalogue the release, as a catalogue file
 * @param base the catalogue of a release that the receiver holds; empty for a full bundle
 * @param store holds every blob of the release that is not in the base
 * @param trust trust policy documents by file name, to lie in {@code trust/}
 * @param output the directory to make; it must not exist
 */
public record BundleRequest(
    Path catalogue,
    Optional<Path> base,
    BlobStore store,
    Profile profile,
    HeaderFacts facts,
    SortedMap<String, byte[]> trust,
    Path output) {
  public BundleRequest {
    trust = Collections.unmodifiableSortedMap(new TreeMap<>(trust));
  }

  /** Without trust documents. */
  public static BundleRequest of(
      Path catalogue,
      Optional<Path> base,
      BlobStore store,
      Profile profile,
      HeaderFacts facts,
      Path output) {
    return new BundleRequest(catalogue, base, store, profile, facts, new TreeMap<>(), output);
  }
}
