package dev.windlass.server.serve.huggingface;

import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.content.Digest;

/**
 * A file of a repository at a commit.
 *
 * @param size in bytes
 * @param oid Git object id of the file, or of the LFS pointer to it
 * @param lfs whether it is in LFS
 */
record ModelFile(Digest digest, long size, String oid, boolean lfs) {
  static ModelFile of(CatalogueEntry entry) {
    return new ModelFile(
        entry.digest(),
        entry.descriptor().size(),
        entry.attribute("oid").orElse(""),
        entry.attribute("lfs").isPresent());
  }

  /** What clients compare and keep files under: unquoted. */
  String etag() {
    return lfs || oid.isEmpty() ? digest.hex() : oid;
  }

  /** Size of the LFS pointer in bytes. */
  int pointerSize() {
    return "version https://git-lfs.github.com/spec/v1\noid %s\nsize %d\n"
        .formatted(digest, size)
        .length();
  }
}
