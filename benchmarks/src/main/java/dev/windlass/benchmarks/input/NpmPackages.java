package dev.windlass.benchmarks.input;

import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.Link;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.coordinates.NpmCoordinates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * npm packages as a lock of real ones has them: a tarball of 1 to 32 KB and the version's manifest
 * as a blob of its own. The tarballs are noise.
 */
public final class NpmPackages {
  private NpmPackages() {}

  /** Adds {@code packages} times {@code versions} artifacts. */
  public static void add(LowSide side, int packages, int versions) throws IOException {
    for (int p = 0; p < packages; p++) {
      for (int v = 0; v < versions; v++) {
        side.add(entry(side, name(p), "1." + v + ".0", p * versions + v));
      }
    }
  }

  /** The name of a package. */
  public static String name(int number) {
    return String.format(Locale.ROOT, "bench-package-%06d", number);
  }

  private static CatalogueEntry entry(LowSide side, String name, String version, int number)
      throws IOException {
    Descriptor tarball = side.noise(LowSide.smallSize(number));
    // Only the length of these hashes matters here.
    String integrity =
        "sha512-" + (tarball.digest().hex() + tarball.digest().hex()).substring(0, 86);
    String shasum = tarball.digest().hex().substring(0, 40);
    Descriptor metadata =
        side.blob(
            new ByteArrayInputStream(
                manifest(name, version, integrity, shasum).getBytes(StandardCharsets.UTF_8)));
    return CatalogueEntry.of(new NpmCoordinates.Version(name, version), tarball)
        .withLicence("MIT")
        .withAttributes(Map.of("integrity", integrity + "==", "shasum", shasum))
        .withLinks(List.of(Link.of("metadata", metadata)));
  }

  private static String manifest(String name, String version, String integrity, String shasum) {
    return """
    {"author":{"email":"someone@example.com","name":"Someone"},"dependencies":{"is-number":"^7.0.0",\
    "is-odd":"^3.0.1"},"description":"A package that is here to be measured","dist":{"fileCount":7,\
    "integrity":"%s==","shasum":"%s","unpackedSize":20480},"engines":{"node":">=18"},\
    "license":"MIT","main":"index.js","name":"%s","repository":{"type":"git",\
    "url":"git+https://example.com/%s.git"},"scripts":{"test":"node test.js"},"version":"%s"}\
    """
        .formatted(integrity, shasum, name, name, version);
  }
}
