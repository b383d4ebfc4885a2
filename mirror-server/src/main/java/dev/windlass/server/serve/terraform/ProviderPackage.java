package dev.windlass.server.serve.terraform;

import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.Link;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.coordinates.TerraformCoordinates;
import java.util.List;
import java.util.Optional;

/**
 * A provider's package for one platform.
 *
 * @param fileName as the signed checksum list names it
 * @param h1 the lock-file hash of its content
 * @param protocols plugin protocol versions
 * @param evidence what signed it; empty if the catalogue has none
 */
record ProviderPackage(
    String os,
    String arch,
    Digest digest,
    String fileName,
    Optional<String> h1,
    List<String> protocols,
    Optional<Evidence> evidence) {

  ProviderPackage {
    protocols = List.copyOf(protocols);
  }

  /**
   * The publisher's own files.
   *
   * @param keyId long key id of {@code key}
   */
  record Evidence(Digest checksums, Digest signature, Digest key, String keyId) {}

  static ProviderPackage of(TerraformCoordinates.Provider name, CatalogueEntry entry) {
    return new ProviderPackage(
        name.os(),
        name.arch(),
        entry.digest(),
        entry
            .attribute("filename")
            .orElse(
                "terraform-provider-%s_%s_%s.zip"
                    .formatted(name.type(), name.version(), name.platform())),
        entry.attribute("h1"),
        entry.attribute("protocols").map(text -> List.of(text.split(" ", -1))).orElse(List.of()),
        evidence(entry));
  }

  private static Optional<Evidence> evidence(CatalogueEntry entry) {
    Optional<Link> checksums = link(entry, "checksums");
    Optional<Link> signature = link(entry, "signature");
    Optional<Link> key = link(entry, "key");
    if (checksums.isEmpty() || signature.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Evidence(
            checksums.get().descriptor().digest(),
            signature.get().descriptor().digest(),
            key.get().descriptor().digest(),
            key.get().name().orElse("")));
  }

  private static Optional<Link> link(CatalogueEntry entry, String rel) {
    return entry.evidence().stream().filter(link -> link.rel().equals(rel)).findFirst();
  }

  /** {@code <os>_<arch>}. */
  String platform() {
    return os + "_" + arch;
  }
}
