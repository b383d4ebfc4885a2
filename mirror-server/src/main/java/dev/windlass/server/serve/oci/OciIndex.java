package dev.windlass.server.serve.oci;

import dev.windlass.spec.content.Digest;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * All repositories of the current releases.
 *
 * @param mediaTypes of manifests, by the numbers that repositories keep
 */
record OciIndex(
    DigestTable digests, List<String> mediaTypes, NavigableMap<String, Repository> repositories) {

  /** A manifest that a repository holds. */
  record Manifest(Digest digest, String mediaType) {}

  Optional<Repository> repository(String name) {
    return Optional.ofNullable(repositories.get(name));
  }

  Optional<Manifest> tagged(Repository repository, String tag) {
    var number = repository.tagged(tag);
    return number.isEmpty() ? Optional.empty() : manifest(repository, number.getAsInt());
  }

  Optional<Manifest> manifest(Repository repository, Digest digest) {
    return manifest(repository, digests.find(digest));
  }

  Optional<Manifest> manifest(Repository repository, int number) {
    var mediaType = repository.manifest(number);
    return mediaType.isEmpty()
        ? Optional.empty()
        : Optional.of(new Manifest(digests.get(number), mediaTypes.get(mediaType.getAsInt())));
  }

  boolean hasBlob(Repository repository, Digest digest) {
    return repository.hasBlob(digests.find(digest));
  }

  int[] referrers(Repository repository, Digest subject) {
    return repository.referrers(digests.find(subject));
  }
}
