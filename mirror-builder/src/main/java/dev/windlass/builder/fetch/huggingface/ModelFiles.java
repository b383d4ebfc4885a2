package dev.windlass.builder.fetch.huggingface;

import dev.windlass.builder.fetch.FetchContext;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.fetch.http.Http;
import dev.windlass.builder.fetch.http.HttpStatusException;
import dev.windlass.builder.fetch.http.IntegrityException;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.coordinates.HuggingFaceCoordinates;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Fetches files of one commit. What is in LFS is checked by SHA-256, the rest by its Git object id;
 * sizes always.
 *
 * @param info of the commit
 */
record ModelFiles(FetchContext context, Hub hub, String repo, RepoInfo info) {
  CatalogueEntry fetch(HubFile file) throws IOException, InterruptedException {
    HuggingFaceCoordinates coordinates = coordinates(file);
    Optional<CatalogueEntry> known =
        context.previous().find(coordinates).filter(entry -> same(entry, file));
    if (known.isPresent()) {
      return known.get();
    }
    Descriptor content;
    try {
      content =
          context
              .http()
              .download(
                  hub.content(info.commit(), file.path()),
                  new Http.Expected(
                      file.lfs(), OptionalLong.of(file.size()), Map.of(), file.size()));
    } catch (HttpStatusException e) {
      throw hub.explain(e);
    }
    if (file.lfs().isEmpty()) {
      checkObject(file, context.store().path(content.digest()));
    }
    Map<String, String> attributes = new HashMap<>(Map.of("oid", file.oid()));
    file.lfs().ifPresent(_ -> attributes.put("lfs", "true"));
    CatalogueEntry entry =
        CatalogueEntry.of(coordinates, Descriptor.of(content.digest(), content.size()))
            .withOrigin(hub.contentUrl(info.commit(), file.path()))
            .withAttributes(attributes);
    return info.licence().map(entry::withLicence).orElse(entry);
  }

  private HuggingFaceCoordinates coordinates(HubFile file) {
    try {
      return new HuggingFaceCoordinates.File(repo, info.commit(), file.path());
    } catch (IllegalArgumentException e) {
      throw new FetchException(
          "the file '" + file.path() + "' of " + repo + " cannot be carried: exclude it", e);
    }
  }

  private static boolean same(CatalogueEntry entry, HubFile file) {
    return entry.descriptor().size() == file.size()
        && entry.attribute("oid").equals(Optional.of(file.oid()))
        && file.lfs().map(digest -> digest.equals(entry.digest())).orElse(true);
  }

  /** Checks content against Git's id of it, the SHA-1 over {@code blob <size>}, NUL, content. */
  private static void checkObject(HubFile file, Path content) throws IOException {
    MessageDigest sha1;
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    sha1.update(("blob " + file.size() + "\0").getBytes(StandardCharsets.US_ASCII));
    try (InputStream in = new DigestInputStream(Files.newInputStream(content), sha1)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    String actual = HexFormat.of().formatHex(sha1.digest());
    if (!actual.equals(file.oid())) {
      throw new IntegrityException(
          file.path() + " has the Git object id " + actual + ", not " + file.oid());
    }
  }
}
