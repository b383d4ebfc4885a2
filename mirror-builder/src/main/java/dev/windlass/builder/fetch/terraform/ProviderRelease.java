package dev.windlass.builder.fetch.terraform;

import dev.windlass.builder.fetch.FetchContext;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.fetch.http.Http;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.coordinates.TerraformCoordinates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/**
 * Fetches the packages of one provider version.
 *
 * @param names what the provider is called on the high side; the first stands for all
 */
record ProviderRelease(
    FetchContext context,
    Registry registry,
    ReleaseSignature signatures,
    PinnedKeys pins,
    List<Source> names) {
  static final String MEDIA_TYPE = "application/zip";

  private static final int MAX_EVIDENCE = 1 << 20;
  private static final long MAX_PACKAGE = 4L << 30;
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*\\.zip");

  /** The entries of all platforms, under every name. */
  List<CatalogueEntry> packages(Version version, SortedSet<String> platforms)
      throws IOException, InterruptedException {
    ConcurrentLinkedQueue<CatalogueEntry> entries = new ConcurrentLinkedQueue<>();
    Map<String, Evidence> evidence = new HashMap<>();
    List<FetchContext.Part> parts = new ArrayList<>();
    for (String platform : platforms) {
      List<CatalogueEntry> known = known(version, platform);
      if (known.isEmpty()) {
        Offer wanted = describe(version, platform, evidence);
        parts.add(() -> entries.addAll(fetch(wanted, version, platform)));
      } else {
        entries.addAll(known);
      }
    }
    context.parallel(parts);
    return List.copyOf(entries);
  }

  /** The entries of an earlier lock, if they cover every name and still satisfy the pinned keys. */
  private List<CatalogueEntry> known(Version version, String platform) throws IOException {
    List<CatalogueEntry> known = new ArrayList<>();
    for (Source name : names) {
      Optional<CatalogueEntry> entry =
          context.previous().find(coordinates(name, version, platform));
      if (entry.isEmpty() || !Evidence.stillGood(signatures, pins, entry.get(), context.store())) {
        return List.of();
      }
      known.add(entry.get());
    }
    return known;
  }

  /** A package that the signed checksum list vouches for. */
  private record Offer(
      String fileName, String url, Digest digest, String protocols, Evidence evidence) {}

  private Offer describe(Version version, String platform, Map<String, Evidence> evidence)
      throws IOException, InterruptedException {
    String[] parts = platform.split("_", 2);
    Registry.Json document =
        registry.provider(
            names.getFirst().path() + "/" + version + "/download/" + parts[0] + "/" + parts[1]);
    String fileName = document.text("filename");
    if (!FILE_NAME.matcher(fileName).matches()) {
      throw new FetchException(document.url() + " names a strange file: " + fileName);
    }
    String checksumsUrl = document.link("shasums_url");
    Evidence vouching = evidence.get(checksumsUrl);
    if (vouching == null) {
      vouching = evidence(document, checksumsUrl);
      evidence.put(checksumsUrl, vouching);
    }
    Digest digest =
        vouching
            .checksums()
            .of(fileName)
            .orElseThrow(() ->
                new FetchException(
                    "the signed checksum list " + checksumsUrl + " does not name " + fileName));
    if (!document.text("shasum").equalsIgnoreCase(digest.hex())) {
      throw new FetchException(
          document.url() + " gives another checksum than the signed list " + checksumsUrl);
    }
    return new Offer(
        fileName,
        document.link("download_url"),
        digest,
        String.join(" ", document.texts("protocols")),
        vouching);
  }

  private Evidence evidence(Registry.Json document, String checksumsUrl)
      throws IOException, InterruptedException {
    List<SigningKey> keys = new ArrayList<>();
    var named = new Registry.Json(document.url(), document.node().path("signing_keys"));
    for (Registry.Json key : named.objects("gpg_public_keys")) {
      keys.add(SigningKey.parse(key.text("ascii_armor")));
    }
    String path = checksumsUrl.replaceFirst("[?#].*", "");
    var files =
        new Evidence.Files(
            path.substring(path.lastIndexOf('/') + 1),
            registry.file(checksumsUrl, MAX_EVIDENCE),
            registry.file(document.link("shasums_signature_url"), MAX_EVIDENCE));
    return Evidence.verified(signatures, pins.among(keys), files, context.store());
  }

  private List<CatalogueEntry> fetch(Offer wanted, Version version, String platform)
      throws IOException, InterruptedException {
    Descriptor zip =
        context
            .http()
            .download(
                Http.Request.of(wanted.url()),
                new Http.Expected(
                    Optional.of(wanted.digest()), OptionalLong.empty(), Map.of(), MAX_PACKAGE));
    String h1;
    try {
      h1 = PackageHash.h1(context.store().path(zip.digest()));
    } catch (IllegalArgumentException e) {
      throw new FetchException(
          wanted.fileName() + " is signed, but no sound zip: " + e.getMessage(), e);
    }
    Map<String, String> attributes =
        Map.of(
            "filename",
            wanted.fileName(),
            "h1",
            h1,
            "protocols",
            wanted.protocols(),
            "zh",
            "zh:" + zip.digest().hex());
    Descriptor descriptor = new Descriptor(zip.digest(), zip.size(), MEDIA_TYPE);
    return names.stream()
        .map(name ->
            CatalogueEntry.of(coordinates(name, version, platform), descriptor)
                .withOrigin(wanted.url())
                .withAttributes(attributes)
                .withEvidence(wanted.evidence().links()))
        .toList();
  }

  private static TerraformCoordinates coordinates(Source name, Version version, String platform) {
    String[] parts = platform.split("_", 2);
    return new TerraformCoordinates.Provider(
        name.host(),
        name.parts().get(0),
        name.parts().get(1),
        version.toString(),
        parts[0],
        parts[parts.length - 1]);
  }
}
