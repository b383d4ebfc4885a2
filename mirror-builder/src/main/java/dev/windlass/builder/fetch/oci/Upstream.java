package dev.windlass.builder.fetch.oci;

import dev.windlass.builder.fetch.FetchException;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * One repository at its source. All that it answers is in the content store when it has answered.
 * Safe for many threads.
 */
interface Upstream {
  /** The manifest that a tag names, or empty if there is no such tag. */
  Optional<Manifest> tagged(String tag) throws IOException, InterruptedException;

  /**
   * The manifest of this digest.
   *
   * @param announced media type by which it is known, or one that says nothing
   * @throws FetchException if the source lacks it
   */
  Manifest manifest(Digest digest, String announced) throws IOException, InterruptedException;

  /**
   * Takes a layer or configuration into the content store.
   *
   * @return false if the source does not hold it
   */
  boolean blob(Descriptor descriptor) throws IOException, InterruptedException;

  /** The manifests that name this one as their subject, as far as the source can tell. */
  List<Descriptor> referrers(Digest subject) throws IOException, InterruptedException;

  /** Where a tag or digest of this repository is to be found, for people. */
  String origin(String reference);
}
